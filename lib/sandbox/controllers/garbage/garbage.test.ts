import { expect, test } from 'vitest';
import { deploymentOf, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';

function started(): TestCluster {
  const cluster = startTestCluster();
  cluster.create('deployments.apps', deploymentOf('web', 'nginx:1', { replicas: 2 }));
  cluster.clock.advance(2000);
  return cluster;
}

function counts(cluster: TestCluster): number[] {
  return [cluster.deployments, cluster.replicaSets, cluster.pods].map((kind) => kind.list('default').length);
}

test('by default the dependents follow after their owner', () => {
  const cluster = started();
  cluster.store.delete('deployments.apps', 'default', 'web');
  expect(counts(cluster)).toEqual([0, 1, 2]);
  cluster.clock.advance(2000);
  expect(counts(cluster)).toEqual([0, 0, 0]);
});

test('in the foreground the owner stays until its dependents are gone', () => {
  const cluster = started();
  cluster.store.delete('deployments.apps', 'default', 'web', { propagationPolicy: 'Foreground' });
  cluster.clock.advance(100);
  expect(counts(cluster)).toEqual([1, 1, 2]);
  expect(cluster.deployments.get('default', 'web')?.metadata.finalizers).toEqual(['foregroundDeletion']);
  cluster.clock.advance(2000);
  expect(counts(cluster)).toEqual([0, 0, 0]);
  expect(cluster.failures).toEqual([]);
});

test('orphaned dependents live on without the reference, and can be adopted again', () => {
  const cluster = started();
  cluster.store.delete('deployments.apps', 'default', 'web', { propagationPolicy: 'Orphan' });
  cluster.clock.advance(2000);
  expect(counts(cluster)).toEqual([0, 1, 2]);
  expect(cluster.replicaSets.list('default')[0]?.metadata.ownerReferences).toBeUndefined();
  cluster.create('deployments.apps', deploymentOf('web', 'nginx:1', { replicas: 2 }));
  cluster.clock.advance(2000);
  expect(counts(cluster)).toEqual([1, 1, 2]);
});

test('an object whose owner never was is deleted', () => {
  const cluster = startTestCluster();
  cluster.store.create('configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'lost',
      namespace: 'default',
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'ghost', uid: 'nobody' }],
    },
  });
  cluster.clock.advance(100);
  expect(cluster.store.get('configmaps', 'default', 'lost')).toBeUndefined();
});

test('a dependent of two owners stays with the one that is left', () => {
  const cluster = startTestCluster();
  const owner = (name: string) =>
    cluster.store.create('configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'default' },
    });
  const owners = [owner('first'), owner('second')];
  cluster.store.create('secrets', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'shared',
      namespace: 'default',
      ownerReferences: owners.map(({ metadata }) => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: metadata.name,
        uid: metadata.uid ?? '',
      })),
    },
  });
  cluster.store.delete('configmaps', 'default', 'first');
  cluster.clock.advance(100);
  expect(cluster.store.get('secrets', 'default', 'shared')?.metadata.ownerReferences).toMatchObject([
    { name: 'second' },
  ]);
  cluster.store.delete('configmaps', 'default', 'second');
  cluster.clock.advance(100);
  expect(cluster.store.get('secrets', 'default', 'shared')).toBeUndefined();
});
