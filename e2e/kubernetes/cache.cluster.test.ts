import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type AccountCache,
  AccountConfig,
  affectedRefs,
  createAccountCache,
  createClient,
  kubernetesOperations,
  loadKubeconfig,
} from '#lib/kubernetes/index.ts';
import { configMap, deployment, images } from './testing/manifests.ts';
import { type ClusterUnderTest, openCluster, settled, until } from './testing/open-cluster.ts';
import { openProxy, type TcpProxy } from './testing/tcp-proxy.ts';

let cluster: ClusterUnderTest;
beforeAll(async () => {
  cluster = await openCluster();
}, 60_000);
afterAll(() => cluster.close());

type Mirrored = { cache: AccountCache; proxy: TcpProxy; close(): Promise<void> };

/** A cache that reaches the cluster through a network of the test's own. */
async function mirrored(): Promise<Mirrored> {
  const server = new URL(cluster.client.server);
  const proxy = await openProxy(server);
  const through = cluster.kubeconfig.replace(server.host, `127.0.0.1:${proxy.port}`);
  const config = AccountConfig.parse({
    name: 'mirrored',
    credentials: { source: 'inline', kubeconfig: through },
  });
  const client = createClient(config.name, loadKubeconfig(config.credentials));
  const cache = createAccountCache({ client, config, probeMs: 300, silenceMs: 1_500 });
  cache.start();
  await cache.synced(AbortSignal.timeout(30_000));
  return {
    cache,
    proxy,
    close: async () => {
      await cache.stop();
      await client.close();
      await proxy.close();
    },
  };
}

const names = (cache: AccountCache, namespace: string) =>
  cache.list({ kind: 'configMap', namespace }).map((object) => object.metadata.name);

test('shows a deployment with its pods, and tells whose rollout a pod belongs to', {
  timeout: 60_000,
}, async () => {
  const { cache, close } = await mirrored();
  const namespace = await cluster.namespace();
  const woken = new Set<string>();
  cache.subscribe((change) => {
    if (change.object.kind !== 'Pod') return;
    for (const ref of affectedRefs(cache, change)) woken.add(`${ref.kind} ${ref.name}`);
  });
  const ref = { kind: 'Deployment', namespace, name: 'web' };
  await kubernetesOperations.deployManifests({
    client: cluster.client,
    manifests: [deployment('web'), configMap('settings', { key: 'canary-value' })],
    moniker: { app: 'Shop' },
    defaultNamespace: namespace,
  });
  await settled(cluster.client, [ref]);
  await until(
    () => cache.list({ kind: 'pod', namespace }).length === 2 || undefined,
    'two pods in the cache',
  );
  const kinds = cache
    .byApplication('shop')
    .filter((object) => object.metadata.namespace === namespace)
    .map((object) => object.kind);
  expect(kinds.sort()).toEqual(['ConfigMap', 'Deployment', 'Pod', 'Pod', 'ReplicaSet']);
  expect(woken).toContain('Deployment web');
  expect(JSON.stringify(cache.get({ kind: 'ConfigMap', namespace, name: 'settings-v000' }))).not.toContain(
    'canary-value',
  );
  expect(cache.status().state).toBe('live');
  await close();
});

test('each change arrives by the watch as it is made', { timeout: 60_000 }, async () => {
  const { cache, close } = await mirrored();
  const namespace = await cluster.namespace();
  for (let index = 0; index < 20; index += 1) {
    const name = `c-${index}`;
    const seen = new Promise<void>((resolve) => {
      const stop = cache.subscribe((change) => {
        if (change.object.metadata.name !== name || change.object.metadata.namespace !== namespace) return;
        stop();
        resolve();
      });
    });
    await cluster.client.create({ ...configMap(name, {}), metadata: { name, namespace } });
    await seen;
  }
  expect(cache.get({ kind: 'ConfigMap', namespace, name: 'c-19' })).toBeDefined();
  await close();
});

test('what was made and deleted while the connection was cut is caught up', { timeout: 60_000 }, async () => {
  const { cache, proxy, close } = await mirrored();
  const namespace = await cluster.namespace();
  const create = (name: string) =>
    cluster.client.create({ ...configMap(name, {}), metadata: { name, namespace } });
  await create('stays');
  await create('goes');
  await until(() => names(cache, namespace).includes('goes') || undefined, 'both in the cache');
  proxy.cut();
  await cluster.client.delete({ kind: 'ConfigMap', namespace, name: 'goes' });
  await create('comes');
  await until(
    () =>
      (names(cache, namespace).includes('comes') && !names(cache, namespace).includes('goes')) || undefined,
    'the cache to catch up',
  );
  expect(names(cache, namespace)).toContain('stays');
  await close();
});

test('a cluster that swallows every byte is stale soon, and live again when it is back', {
  timeout: 60_000,
}, async () => {
  const { cache, proxy, close } = await mirrored();
  const namespace = await cluster.namespace();
  proxy.swallow();
  await until(() => cache.status().state === 'stale' || undefined, 'the cache to notice', 10_000);
  expect(cache.status().error).toBeTruthy();
  await cluster.client.create({ ...configMap('meanwhile', {}), metadata: { name: 'meanwhile', namespace } });
  proxy.heal();
  await until(
    () => (names(cache, namespace).includes('meanwhile') && cache.status().state === 'live') || undefined,
    'the cache to be live again',
  );
  await close();
});

test('a network that breaks every 300 ms does not become a storm of connections', {
  timeout: 60_000,
}, async () => {
  const { cache, proxy, close } = await mirrored();
  // All watches may come back at once a few times; after that the account's bucket lets less than one a second through.
  for (let index = 0; index < 10; index += 1) {
    proxy.cut();
    await sleep(300);
  }
  const before = proxy.accepted();
  for (let index = 0; index < 10; index += 1) {
    proxy.cut();
    await sleep(300);
  }
  const probes = 10;
  expect(proxy.accepted() - before).toBeLessThan(probes + 10);
  expect(cache.status().state).not.toBe('stopped');
  await close();
});

test('an account whose cluster is gone stays on its own: another one goes on', {
  timeout: 60_000,
}, async () => {
  const lost = await mirrored();
  const well = await mirrored();
  const namespace = await cluster.namespace();
  lost.proxy.swallow();
  await until(() => lost.cache.status().state === 'stale' || undefined, 'the lost one to be stale');
  await kubernetesOperations.deployManifests({
    client: cluster.client,
    manifests: [deployment('web', { image: images.second })],
    moniker: { app: 'shop' },
    defaultNamespace: namespace,
  });
  await until(
    () => well.cache.get({ kind: 'Deployment', namespace, name: 'web' }),
    'the other to see it',
    5_000,
  );
  expect(well.cache.status().state).toBe('live');
  await lost.close();
  await well.close();
});
