import { expect, test } from 'vitest';
import { podOf, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';

function withNamespace(): TestCluster {
  const cluster = startTestCluster();
  cluster.store.create('namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'staging' },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  });
  cluster.clock.advance(100);
  return cluster;
}

test('a namespace gets its service account and certificate bundle, and gets them again', () => {
  const cluster = withNamespace();
  expect(cluster.store.get('serviceaccounts', 'staging', 'default')).toBeDefined();
  cluster.store.delete('configmaps', 'staging', 'kube-root-ca.crt');
  cluster.clock.advance(100);
  expect(cluster.store.get('configmaps', 'staging', 'kube-root-ca.crt')).toBeDefined();
});

test('a deleted namespace is emptied and goes', () => {
  const cluster = withNamespace();
  const pod = podOf('web', 'nginx:1');
  cluster.create('pods', { ...pod, metadata: { ...pod.metadata, namespace: 'staging' } });
  cluster.clock.advance(1000);
  cluster.store.delete('namespaces', undefined, 'staging');
  cluster.clock.advance(100);
  expect(cluster.store.get('namespaces', undefined, 'staging')?.status).toMatchObject({
    phase: 'Terminating',
  });
  cluster.clock.advance(2000);
  expect(cluster.store.get('namespaces', undefined, 'staging')).toBeUndefined();
  for (const resource of cluster.store.resources())
    expect(cluster.store.list(resource, { namespace: 'staging' })).toEqual([]);
});

test('a finalizer in it holds a namespace, which says so', () => {
  const cluster = withNamespace();
  cluster.store.create('configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'held', namespace: 'staging', finalizers: ['example.com/hold'] },
  });
  cluster.store.delete('namespaces', undefined, 'staging');
  cluster.clock.advance(3000);
  expect(cluster.store.get('namespaces', undefined, 'staging')?.status).toMatchObject({
    conditions: expect.arrayContaining([
      expect.objectContaining({
        type: 'NamespaceFinalizersRemaining',
        status: 'True',
        message:
          'Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
      }),
    ]),
  });
  cluster.store.update('configmaps', 'staging', 'held', (live) => ({
    ...live,
    metadata: { ...live.metadata, finalizers: [] },
  }));
  cluster.clock.advance(1000);
  expect(cluster.store.get('namespaces', undefined, 'staging')).toBeUndefined();
});
