import { createAccount } from '#lib/accounts/index.ts';
import { systemContext } from '#lib/auth/index.ts';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';
import { database } from '#lib/platform/database/index.ts';
import { startSandbox } from '#lib/sandbox/index.ts';
import { openProxy } from './proxy.ts';
import { allEnded, assert, type FaultWorld, hasEnded, seconds, start, statusesOf, until } from './world.ts';

const ctx = systemContext('faults');

/** The way to one of two clusters turns into a black hole: deploys to the other go on; this one's goes on when it can. */
export async function clusterBlackHole(world: FaultWorld): Promise<string> {
  const sandbox = await startSandbox({ controllers: false });
  const proxy = await openProxy(new URL(sandbox.url));
  try {
    const ways = { dark: proxy.url.replace(/\/$/, ''), light: sandbox.url };
    for (const [name, url] of Object.entries(ways)) {
      const kubeconfig = sandbox.kubeconfig.replaceAll(sandbox.url, url);
      await createAccount(ctx, AccountConfig.parse({ name, credentials: { source: 'inline', kubeconfig } }));
    }
    const worker = await world.worker({ program: 'product-worker.ts' });
    const deploy = (account: string, name: string) =>
      start([
        blueprint('d', 'deployManifest', [], { account, source: 'text', manifests: [configMap(name)] }),
      ]);
    const before = [await deploy('dark', 'before'), await deploy('light', 'before')];
    await allEnded(before, 30_000);
    assert(
      (await statusesOf(before)) === 'SUCCEEDED',
      `the first deploys failed: ${await errorOf(before[0] ?? '')}`,
    );
    proxy.swallow();
    const stuck = await deploy('dark', 'stuck');
    const others = await Promise.all(Array.from({ length: 5 }, (_, index) => deploy('light', `n${index}`)));
    const beside = await allEnded(others, 15_000);
    assert(!(await hasEnded(stuck)), `a deploy through a black hole ended: ${await errorOf(stuck)}`);
    await new Promise((resolve) => setTimeout(resolve, 5000));
    proxy.heal();
    const after = await until(() => hasEnded(stuck), 60_000);
    worker.signal('SIGKILL');
    const statuses = await statusesOf([stuck, ...others]);
    assert(statuses === 'SUCCEEDED', `deploys ended as ${statuses}: ${await errorOf(stuck)}`);
    assert(after < 30_000, `the deploy needed ${seconds(after)} after the network was back`);
    return `a cluster behind a black hole: 5 deploys to another ended in ${seconds(beside)}, its own ${seconds(after)} after the network was back`;
  } finally {
    await proxy.close();
    await sandbox.stop();
  }
}

async function errorOf(executionId: string): Promise<string> {
  const stage = await database().stageExecution.findFirst({ where: { executionId } });
  return `${stage?.status} ${stage?.error ?? ''}`;
}

const configMap = (name: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default', annotations: { 'strategy.spinnaker.io/versioned': 'false' } },
  data: { name },
});
