import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kubernetesOperations } from '#lib/kubernetes/index.ts';
import { replicaSet, service } from './testing/manifests.ts';
import { type ClusterUnderTest, openCluster, settled } from './testing/open-cluster.ts';

const operations = kubernetesOperations;
const moniker = { app: 'suite' };

let cluster: ClusterUnderTest;
beforeAll(async () => {
  cluster = await openCluster();
}, 60_000);
afterAll(() => cluster.close());

describe('traffic', () => {
  test('is attached at deploy, taken away and given back to pods that run', { timeout: 90_000 }, async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const selector = { route: 'front' };
    const manifests = [replicaSet('api', { replicas: 2 }), service('front', selector)];
    await operations.deployManifests({
      client,
      manifests,
      moniker,
      defaultNamespace: namespace,
      services: ['service front'],
      enableTraffic: true,
    });
    const ref = { kind: 'ReplicaSet', namespace, name: 'api-v000' };
    await settled(client, [ref]);
    const routed = async () =>
      (await client.list({ kind: 'Pod', namespace, labelSelector: 'route=front' })).items.length;
    expect(await routed()).toBe(2);
    await operations.disableManifest({ client, ref });
    expect(await routed()).toBe(0);
    await operations.disableManifest({ client, ref });
    await operations.enableManifest({ client, ref });
    expect(await routed()).toBe(2);
    expect((await settled(client, [ref])).state).toBe('stable');
  });

  test('from a service that is not there is refused before any write', async () => {
    const namespace = await cluster.namespace();
    const deploying = operations.deployManifests({
      client: cluster.client,
      manifests: [replicaSet('api')],
      moniker,
      defaultNamespace: namespace,
      services: ['service nowhere'],
      enableTraffic: true,
    });
    await expect(deploying).rejects.toThrow(/there is no such service/);
  });
});

describe('a target found by a rule', () => {
  test('is the newest, the one before it, or the largest of its cluster', { timeout: 60_000 }, async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    for (const replicas of [1, 3, 2]) {
      await operations.deployManifests({
        client,
        manifests: [replicaSet('api', { replicas })],
        moniker,
        defaultNamespace: namespace,
      });
    }
    const find = (
      criteria: 'newest' | 'second_newest' | 'oldest' | 'largest' | 'smallest',
      cluster_ = 'replicaSet api',
    ) =>
      operations.resolveTarget({
        client,
        namespace,
        kind: 'replicaSet',
        application: 'suite',
        cluster: cluster_,
        criteria,
      });
    const names = await Promise.all(
      (['newest', 'second_newest', 'oldest', 'largest', 'smallest'] as const).map((one) => find(one)),
    );
    expect(names.map((ref) => ref.name)).toEqual([
      'api-v002',
      'api-v001',
      'api-v000',
      'api-v001',
      'api-v000',
    ]);
    await expect(find('newest', 'replicaSet other')).rejects.toThrow(
      /No replicaSet of the cluster "replicaSet other"/,
    );
  });
});
