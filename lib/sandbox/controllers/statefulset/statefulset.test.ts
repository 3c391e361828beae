import { expect, test } from 'vitest';
import type { Draft } from '../objects/meta.ts';
import type { StatefulSet } from '../objects/workloads.ts';
import { collection } from '../runtime/collection.ts';
import { podLines, startTestCluster, type TestCluster, templateOf } from '../testing/test-cluster.ts';

function setOf(image: string, spec: Partial<StatefulSet['spec']> = {}): Draft<StatefulSet> {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'default' },
    spec: {
      replicas: 3,
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: templateOf(image, { app: 'db' }),
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      ...spec,
    },
  };
}

function start(image = 'postgres:1', spec: Partial<StatefulSet['spec']> = {}, forMs = 5000): TestCluster {
  const cluster = startTestCluster();
  cluster.create('statefulsets.apps', setOf(image, spec));
  cluster.clock.advance(forMs);
  return cluster;
}

function sets(cluster: TestCluster) {
  return collection<StatefulSet>(cluster.store, 'statefulsets.apps');
}

function live(cluster: TestCluster): StatefulSet {
  const set = sets(cluster).get('default', 'db');
  if (!set) throw new Error('the set is gone');
  return set;
}

function change(cluster: TestCluster, spec: Partial<StatefulSet['spec']>): void {
  sets(cluster).update(live(cluster), (now) => ({ ...now, spec: { ...now.spec, ...spec } }));
}

function images(cluster: TestCluster): string[] {
  return cluster.pods.list('default').map((pod) => `${pod.metadata.name} ${pod.spec.containers[0]?.image}`);
}

test('pods are made one after the other, each when the one before is ready', () => {
  const cluster = startTestCluster();
  cluster.create('statefulsets.apps', setOf('postgres:slow'));
  cluster.clock.advance(14_000);
  expect(podLines(cluster)).toEqual(['db-0 Running']);
  cluster.clock.advance(3000);
  expect(podLines(cluster)).toEqual(['db-0 Running ready', 'db-1 Running']);
  cluster.clock.advance(40_000);
  expect(podLines(cluster)).toEqual(['db-0 Running ready', 'db-1 Running ready', 'db-2 Running ready']);
});

test('parallel pods are made at once', () => {
  expect(podLines(start('postgres:slow', { podManagementPolicy: 'Parallel' }, 5000))).toHaveLength(3);
});

test('each pod has its identity', () => {
  const pod = start().pods.get('default', 'db-1');
  expect(pod?.metadata.labels).toMatchObject({
    app: 'db',
    'apps.kubernetes.io/pod-index': '1',
    'statefulset.kubernetes.io/pod-name': 'db-1',
    'controller-revision-hash': expect.stringMatching(/^db-/),
  });
  expect(pod?.spec).toMatchObject({ hostname: 'db-1', subdomain: 'db' });
});

test('an update goes from the highest number down and ends with one revision', () => {
  const cluster = start();
  const before = live(cluster).status?.currentRevision;
  change(cluster, { template: templateOf('postgres:2', { app: 'db' }) });
  cluster.clock.advance(600);
  expect(images(cluster)).toContain('db-0 postgres:1');
  expect(images(cluster)).not.toContain('db-2 postgres:1');
  cluster.clock.advance(10_000);
  expect(images(cluster)).toEqual(['db-0 postgres:2', 'db-1 postgres:2', 'db-2 postgres:2']);
  const { status } = live(cluster);
  expect(status?.currentRevision).toBe(status?.updateRevision);
  expect(status?.currentRevision).not.toBe(before);
  expect(status).toMatchObject({ replicas: 3, readyReplicas: 3, currentReplicas: 3, updatedReplicas: 3 });
});

test('a partition keeps the lower pods at the old revision', () => {
  const cluster = start();
  change(cluster, {
    template: templateOf('postgres:2', { app: 'db' }),
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } },
  });
  cluster.clock.advance(10_000);
  expect(images(cluster)).toEqual(['db-0 postgres:1', 'db-1 postgres:1', 'db-2 postgres:2']);
  const victim = cluster.pods.get('default', 'db-0');
  if (victim) cluster.pods.remove(victim);
  cluster.clock.advance(3000);
  expect(images(cluster)).toContain('db-0 postgres:1');
});

test('a broken update stops at the first pod', () => {
  const cluster = start();
  change(cluster, { template: templateOf('postgres:does-not-exist', { app: 'db' }) });
  cluster.clock.advance(10_000);
  expect(podLines(cluster)).toEqual(['db-0 Running ready', 'db-1 Running ready', 'db-2 Pending']);
});

test('on delete, pods change only when somebody deletes them', () => {
  const cluster = start('postgres:1', { updateStrategy: { type: 'OnDelete' } });
  change(cluster, { template: templateOf('postgres:2', { app: 'db' }) });
  cluster.clock.advance(5000);
  expect(images(cluster)).toContain('db-1 postgres:1');
  const victim = cluster.pods.get('default', 'db-1');
  if (victim) cluster.pods.remove(victim);
  cluster.clock.advance(3000);
  expect(images(cluster)).toEqual(['db-0 postgres:1', 'db-1 postgres:2', 'db-2 postgres:1']);
});

test('scaling down takes the highest first', () => {
  const cluster = start();
  change(cluster, { replicas: 1 });
  cluster.clock.advance(200);
  expect(cluster.pods.get('default', 'db-2')?.metadata.deletionTimestamp).toBeDefined();
  expect(cluster.pods.get('default', 'db-1')?.metadata.deletionTimestamp).toBeUndefined();
  cluster.clock.advance(3000);
  expect(podLines(cluster)).toEqual(['db-0 Running ready']);
});

test('each pod gets its own claim, which is bound and stays when the pod goes', () => {
  const volumeClaimTemplates = [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', uid: '', creationTimestamp: '' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ];
  const cluster = startTestCluster();
  cluster.store.create('storageclasses.storage.k8s.io', {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'test',
  });
  cluster.create('statefulsets.apps', setOf('postgres:1', { replicas: 2, volumeClaimTemplates }));
  cluster.clock.advance(5000);
  expect(podLines(cluster)).toEqual(['db-0 Running ready', 'db-1 Running ready']);
  expect(cluster.pods.get('default', 'db-1')?.spec.volumes).toEqual([
    { name: 'data', persistentVolumeClaim: { claimName: 'data-db-1' } },
  ]);
  change(cluster, { replicas: 1 });
  cluster.clock.advance(3000);
  const claims = cluster.store.list('persistentvolumeclaims');
  expect(claims.map(({ metadata, status }) => [metadata.name, status])).toEqual([
    ['data-db-0', expect.objectContaining({ phase: 'Bound', capacity: { storage: '1Gi' } })],
    ['data-db-1', expect.objectContaining({ phase: 'Bound' })],
  ]);
  expect(cluster.eventsOf('db')).toContain(
    'Normal SuccessfulCreate: Create Claim data-db-0 Pod db-0 in StatefulSet db success',
  );
});
