import { createAccount } from '#lib/accounts/index.ts';
import { systemContext } from '#lib/auth/index.ts';
import { fleet } from '#lib/fleet/index.ts';
import { listClusters } from '#lib/infrastructure/index.ts';
import { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';
import { startSandbox } from '#lib/sandbox/index.ts';
import { assert, until } from './world.ts';

const ctx = systemContext('faults');

/** Texts that break whoever parses without care. */
const poisons = [
  '',
  '{"open":',
  '[1,2',
  'NaN',
  '-1e999',
  'null',
  '{"__proto__":{"x":1}}',
  '\u202e\u0007',
  'x'.repeat(50_000),
];
const keys = [
  'moniker.spinnaker.io/sequence',
  'moniker.spinnaker.io/cluster',
  'artifact.spinnaker.io/version',
  'artifact.spinnaker.io/name',
  'strategy.spinnaker.io/max-version-history',
  'traffic.spinnaker.io/load-balancers',
  'deployment.kubernetes.io/revision',
  'kubectl.kubernetes.io/last-applied-configuration',
];

/** Pods of an application whose annotations are nonsense, beside a sound one: the views and the cache go on. */
export async function poisonedPods(): Promise<string> {
  const sandbox = await startSandbox();
  const clusters = await fleet();
  try {
    await createAccount(
      ctx,
      AccountConfig.parse({
        name: 'cluster',
        credentials: { source: 'inline', kubeconfig: sandbox.kubeconfig },
      }),
    );
    await until(async () => clusters.members().length === 1, 10_000);
    const { client, cache } = clusters.member('cluster');
    const pod = (name: string, annotations: Record<string, string>) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        namespace: 'default',
        labels: { 'app.kubernetes.io/name': 'faults', 'app.kubernetes.io/managed-by': 'spinnaker' },
        annotations: { 'moniker.spinnaker.io/application': 'faults', ...annotations },
      },
      spec: { containers: [{ name: 'main', image: 'registry.example/app:1' }] },
    });
    await until(
      async () => sandbox.store.list('serviceaccounts').some((one) => one.metadata.namespace === 'default'),
      10_000,
    );
    await client.apply(pod('sound-before', {}));
    let poisoned = 0;
    for (const value of poisons)
      for (const key of keys) {
        await client.apply(pod(`poisoned-${poisoned}`, { [key]: value }));
        poisoned += 1;
      }
    await client.apply(pod('sound-after', {}));
    await until(
      async () => cache.byApplication('faults').length === poisoned + 2,
      20_000,
      () => `the cache holds ${cache.byApplication('faults').length} of ${poisoned + 2} pods`,
    );
    const view = JSON.stringify(await listClusters(ctx, 'faults'));
    assert(view.includes('sound-before') && view.includes('sound-after'), 'the view lost the sound pods');
    assert(cache.status().state === 'live', `the account is ${cache.status().state}`);
    return `${poisoned} pods with malformed annotations: cache live, all ${poisoned + 2} pods in the view`;
  } finally {
    await clusters.stop();
    await sandbox.stop();
  }
}
