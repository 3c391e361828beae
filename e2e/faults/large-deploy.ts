import { z } from 'zod';
import { createAccount } from '#lib/accounts/index.ts';
import { systemContext } from '#lib/auth/index.ts';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';
import { database } from '#lib/platform/database/index.ts';
import { sizeOf } from './fault.ts';
import { assert, type FaultWorld, seconds, start, statusesOf } from './world.ts';

const ctx = systemContext('faults');

/** One deploy stage of thousands of resources, by the whole worker on the sandbox. */
export async function deployThousands(
  world: FaultWorld,
  listWhile: (ids: readonly string[], withinMs: number) => Promise<string>,
): Promise<string> {
  const count = sizeOf('RESOURCES', { usual: 5000, full: 5000 });
  const sandbox = await world.worker({ program: 'sandbox.ts' });
  const kubeconfig = Buffer.from(sandbox.told('kubeconfig') ?? '', 'base64').toString();
  try {
    await createAccount(
      ctx,
      AccountConfig.parse({
        name: 'cluster',
        credentials: { source: 'inline', kubeconfig },
      }),
    );
    const worker = await world.worker({ program: 'product-worker.ts' });
    const manifests = Array.from({ length: count }, (_, index) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: `resource-${index}`,
        namespace: 'default',
        annotations: { 'strategy.spinnaker.io/versioned': 'false' },
      },
      data: { index: String(index) },
    }));
    const begun = performance.now();
    const id = await start(
      [blueprint('d', 'deployManifest', [], { account: 'cluster', source: 'text', manifests })],
      { trigger: { type: 'manual', user: 'faults' } },
    );
    const lists = await listWhile([id], 240_000);
    worker.signal('SIGKILL');
    const stage = await database().stageExecution.findFirst({ where: { executionId: id } });
    assert((await statusesOf([id])) === 'SUCCEEDED', `the deploy failed: ${stage?.error}`);
    const there = await namesOfConfigMaps(sandbox.told('url') ?? '');
    const made = there.filter((name) => name.startsWith('resource-')).length;
    assert(made === count, `${made} of ${count} resources stand`);
    return `a deploy of ${count} resources in ${seconds(performance.now() - begun)}, ${lists}`;
  } finally {
    sandbox.signal('SIGKILL');
  }
}

async function namesOfConfigMaps(cluster: string): Promise<string[]> {
  const answer = await fetch(`${cluster}/api/v1/namespaces/default/configmaps`);
  const List = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });
  return List.parse(await answer.json()).items.map((item) => item.metadata.name);
}
