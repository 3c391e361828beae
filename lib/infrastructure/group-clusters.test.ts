import { expect, test } from 'vitest';
import type { KubernetesObject } from '#lib/kubernetes/index.ts';
import { groupClusters } from './group-clusters.ts';

type Fields = Record<string, unknown>;
const owner = (kind: string, uid: string) => [
  { apiVersion: 'apps/v1', kind, name: uid, uid, controller: true },
];
const template = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'c', image: 'web:1' }] },
};

function object(kind: string, name: string, more: Fields = {}, metadata: Fields = {}): KubernetesObject {
  const labels = { 'app.kubernetes.io/name': 'shop' };
  return {
    apiVersion: kind === 'Pod' || kind === 'Service' ? 'v1' : 'apps/v1',
    kind,
    metadata: { name, uid: name, namespace: 'shop', labels, ...metadata },
    ...more,
  };
}

const deployment = object('Deployment', 'web', { spec: { replicas: 2, template } });
const replicaSet = (name: string, revision: string, replicas: number) =>
  object(
    'ReplicaSet',
    name,
    { spec: { replicas, template } },
    {
      annotations: { 'deployment.kubernetes.io/revision': revision },
      ownerReferences: owner('Deployment', 'web'),
    },
  );
const pod = (name: string, set: string, status: Fields = {}) =>
  object(
    'Pod',
    name,
    {
      spec: { nodeName: 'node-1' },
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }], ...status },
    },
    { ownerReferences: owner('ReplicaSet', set) },
  );

function clustersOf(...objects: KubernetesObject[]) {
  return groupClusters([
    {
      account: 'staging',
      environment: 'staging',
      isProduction: false,
      objects,
      ownedBy: (uid) =>
        objects.filter(({ metadata }) =>
          metadata.ownerReferences?.some((reference) => reference.uid === uid),
        ),
    },
  ]);
}

test('a deployment is a cluster of its replica sets, newest first, with their pods by name', () => {
  const [cluster, ...others] = clustersOf(
    deployment,
    replicaSet('web-a', '1', 0),
    replicaSet('web-b', '2', 2),
    pod('web-b-2', 'web-b'),
    pod('web-b-1', 'web-b'),
  );
  expect(others).toEqual([]);
  expect(cluster).toMatchObject({ kind: 'deployment', status: 'healthy', desired: 2, ready: 2, message: '' });
  expect(cluster?.serverGroups.map(({ name, status, isCurrent }) => [name, status, isCurrent])).toEqual([
    ['web-b', 'healthy', true],
    ['web-a', 'disabled', false],
  ]);
  expect(cluster?.serverGroups[0]?.instances?.map(({ name }) => name)).toEqual(['web-b-1', 'web-b-2']);
});

test('what ails pods is told in words, and makes the cluster degraded', () => {
  const waiting = { name: 'c', restartCount: 3, state: { waiting: { reason: 'CrashLoopBackOff' } } };
  const [cluster] = clustersOf(
    deployment,
    replicaSet('web-b', '2', 2),
    pod('web-b-1', 'web-b'),
    pod('web-b-2', 'web-b', { conditions: [], containerStatuses: [waiting] }),
  );
  expect(cluster).toMatchObject({ status: 'degraded', ready: 1, message: '1 of 2 pods: Crash loop' });
});

test('a pod that changed is read anew', () => {
  const sick = pod('web-b-1', 'web-b', { conditions: [] });
  const set = replicaSet('web-b', '2', 1);
  const health = (one: KubernetesObject) =>
    clustersOf(deployment, set, one)[0]?.serverGroups[0]?.instances?.[0]?.health;
  expect(health(sick)).toBe('starting');
  expect(health(sick)).toBe('starting');
  expect(health(pod('web-b-1', 'web-b'))).toBe('ready');
});

test('traffic is what a service selects; unknown where nobody says that there should be some', () => {
  const service = object('Service', 'front', { spec: { selector: { app: 'web' } } });
  const traffic = (...services: KubernetesObject[]) =>
    clustersOf(deployment, replicaSet('web-b', '2', 1), ...services)[0]?.serverGroups[0]?.hasTraffic;
  expect(traffic(service)).toBe(true);
  expect(traffic()).toBeNull();
});

test('a bare pod stands for itself, and what a controller owns stands only below it', () => {
  const alone = object('Pod', 'alone', { status: { phase: 'Pending' } });
  const names = clustersOf(deployment, replicaSet('web-b', '2', 1), pod('web-b-1', 'web-b'), alone).map(
    ({ name }) => name,
  );
  expect(names).toEqual(['alone', 'web']);
});
