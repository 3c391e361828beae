import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kubernetesOperations } from '#lib/kubernetes/index.ts';
import { deployedOn } from './testing/deployed.ts';
import { deployment } from './testing/manifests.ts';
import { type ClusterUnderTest, openCluster, until } from './testing/open-cluster.ts';

const operations = kubernetesOperations;

let cluster: ClusterUnderTest;
beforeAll(async () => {
  cluster = await openCluster();
}, 60_000);
afterAll(() => cluster.close());

const deployed = (...versions: Parameters<typeof deployedOn>[1][]) => deployedOn(cluster, ...versions);

describe('delete', () => {
  test('of an object takes its pods along, and of nothing is no error', { timeout: 60_000 }, async () => {
    const { client } = cluster;
    const { ref, namespace } = await deployed(deployment('web'));
    const first = await operations.deleteManifest({ client, ref, options: { cascading: 'foreground' } });
    expect(first.manifestNamesByNamespace).toEqual({ [namespace]: ['deployment web'] });
    await until(async () => {
      const { items } = await client.list({ kind: 'Pod', namespace });
      const live = await client.get(ref);
      return (items.length === 0 && live === undefined) || undefined;
    }, 'the deployment and its pods to go');
    const second = await operations.deleteManifest({ client, ref });
    expect(second).toMatchObject({ deleted: [], missing: [ref] });
  });

  test('that orphans leaves the replica set running', { timeout: 60_000 }, async () => {
    const { client } = cluster;
    const { ref, namespace } = await deployed(deployment('web'));
    await operations.deleteManifest({ client, ref, options: { cascading: 'false' } });
    await until(
      async () => ((await client.get(ref)) === undefined ? true : undefined),
      'the deployment to go',
    );
    expect((await client.list({ kind: 'ReplicaSet', namespace })).items).toHaveLength(1);
  });

  test('by labels takes what they select and nothing else', async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    for (const [name, team] of [
      ['one', 'a'],
      ['two', 'a'],
      ['three', 'b'],
    ] as const) {
      await client.create({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, namespace, labels: { team } },
      });
    }
    const input = { client, namespace, kinds: ['configMap'] };
    const outcome = await operations.deleteManifest({
      ...input,
      labelSelectors: [{ kind: 'EQUALS', key: 'team', values: ['a'] }],
    });
    expect(outcome.deleted.map((ref) => ref.name).sort()).toEqual(['one', 'two']);
    await expect(operations.deleteManifest({ ...input, labelSelectors: [] })).rejects.toThrow(
      /everything of the kinds/,
    );
  });
});
