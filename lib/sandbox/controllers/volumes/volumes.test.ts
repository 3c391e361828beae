import { expect, test } from 'vitest';
import { podOf, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';

function start(withClass = true): TestCluster {
  const cluster = startTestCluster();
  if (withClass)
    cluster.store.create('storageclasses.storage.k8s.io', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'test',
      reclaimPolicy: 'Delete',
    });
  return cluster;
}

function claim(
  cluster: TestCluster,
  spec: Record<string, unknown> = {},
  annotations: Record<string, string> = {},
): void {
  cluster.store.create('persistentvolumeclaims', {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: 'data',
      namespace: 'default',
      annotations,
      finalizers: ['kubernetes.io/pvc-protection'],
    },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } }, ...spec },
    status: { phase: 'Pending' },
  });
  cluster.clock.advance(500);
}

function live(cluster: TestCluster) {
  return cluster.store.get('persistentvolumeclaims', 'default', 'data');
}

test('a claim of the default class is bound to a volume of its own', () => {
  const cluster = start();
  claim(cluster);
  const [volume] = cluster.store.list('persistentvolumes');
  expect(live(cluster)).toMatchObject({
    spec: { volumeName: volume?.metadata.name },
    status: { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '5Gi' } },
  });
  expect(volume).toMatchObject({
    spec: { storageClassName: 'standard', claimRef: { name: 'data', namespace: 'default' } },
    status: { phase: 'Bound' },
  });
});

test('an annotation names the class as the field does', () => {
  const cluster = start(false);
  cluster.store.create('storageclasses.storage.k8s.io', {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
    provisioner: 'test',
  });
  claim(cluster, {}, { 'volume.beta.kubernetes.io/storage-class': 'fast' });
  expect(live(cluster)?.status).toMatchObject({ phase: 'Bound' });
});

test('without a class a claim waits, says so, and is bound by a volume made by hand', () => {
  const cluster = start(false);
  claim(cluster);
  expect(live(cluster)?.status).toEqual({ phase: 'Pending' });
  expect(cluster.eventsOf('data')).toEqual([
    'Normal FailedBinding: no persistent volumes available for this claim and no storage class is set',
  ]);
  cluster.store.create('persistentvolumes', {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'by-hand' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: '10Gi' },
      persistentVolumeReclaimPolicy: 'Retain',
    },
  });
  cluster.clock.advance(500);
  expect(live(cluster)).toMatchObject({ spec: { volumeName: 'by-hand' }, status: { phase: 'Bound' } });
  cluster.store.delete('persistentvolumeclaims', 'default', 'data');
  cluster.clock.advance(500);
  expect(cluster.store.get('persistentvolumes', undefined, 'by-hand')?.status).toMatchObject({
    phase: 'Released',
  });
});

test('a claim in use stays until its pod is gone, and takes its volume with it', () => {
  const cluster = start();
  claim(cluster);
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  cluster.create('pods', podOf('web', 'nginx:1', { volumes }));
  cluster.clock.advance(2000);
  cluster.store.delete('persistentvolumeclaims', 'default', 'data');
  cluster.clock.advance(1000);
  expect(live(cluster)?.metadata.deletionTimestamp).toBeDefined();
  cluster.store.delete('pods', 'default', 'web');
  cluster.clock.advance(2000);
  expect(live(cluster)).toBeUndefined();
  expect(cluster.store.list('persistentvolumes')).toEqual([]);
});

test('a pod waits for its claim to be there and bound', () => {
  const cluster = start();
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  cluster.create('pods', podOf('web', 'nginx:1', { volumes }));
  cluster.clock.advance(1000);
  expect(cluster.eventsOf('web')).toEqual([
    'Warning FailedScheduling: 0/3 nodes are available: persistentvolumeclaim "data" not found. not found',
  ]);
  claim(cluster);
  cluster.clock.advance(2000);
  expect(cluster.pods.get('default', 'web')?.status?.phase).toBe('Running');
});
