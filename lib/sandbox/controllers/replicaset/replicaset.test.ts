import { expect, test } from 'vitest';
import { forbidden } from '../../store/status-error.ts';
import type { Pod } from '../objects/pod.ts';
import { deploymentOf, podOf, startTestCluster } from '../testing/test-cluster.ts';
import { rankForDeletion } from './rank.ts';

const now = Date.parse('2026-01-05T08:00:00Z');

function pod(name: string, node: string | undefined, readySeconds: number | undefined, cost?: number): Pod {
  const draft = podOf(name, 'nginx:1', node === undefined ? {} : { nodeName: node });
  const at = (seconds: number) => new Date(now - seconds * 1000).toISOString();
  return {
    ...draft,
    metadata: {
      name,
      uid: name,
      creationTimestamp: at(100),
      ...(cost === undefined
        ? {}
        : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': String(cost) } }),
    },
    status: {
      phase: node === undefined ? 'Pending' : 'Running',
      conditions: [
        readySeconds === undefined
          ? { type: 'Ready', status: 'False' }
          : { type: 'Ready', status: 'True', lastTransitionTime: at(readySeconds) },
      ],
    },
  };
}

test('the pods that are missed least go first', () => {
  const pods = [
    pod('old', 'a', 1000),
    pod('young', 'a', 10),
    pod('unassigned', undefined, undefined),
    pod('unready', 'b', undefined),
    pod('cheap', 'b', 1000, -1),
  ];
  expect(rankForDeletion(pods, [], now).map(({ metadata }) => metadata.name)).toEqual([
    'unassigned',
    'unready',
    'cheap',
    'young',
    'old',
  ]);
});

test('a crowded node gives up its pods first', () => {
  const pods = [pod('alone', 'a', 50), pod('one', 'b', 50), pod('two', 'b', 50)];
  expect(rankForDeletion(pods, pods, now).at(-1)?.metadata.name).toBe('alone');
});

test('a refused pod is told in an event, a condition and on the deployment, until it is allowed', () => {
  let isOpen = false;
  const cluster = startTestCluster({
    rules: {
      admit: (resource, object) => {
        const { name = '' } = object.metadata;
        if (resource !== 'pods' || isOpen) return object;
        throw forbidden(
          'pods',
          name,
          'exceeded quota: small, requested: pods=1, used: pods=0, limited: pods=0',
        );
      },
    },
  });
  cluster.create('deployments.apps', deploymentOf('web', 'nginx:1', { replicas: 2 }));
  cluster.clock.advance(500);
  const [replicaSet] = cluster.replicaSets.list('default');
  expect(replicaSet?.status?.conditions).toMatchObject([
    {
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
      message: expect.stringContaining('exceeded quota: small'),
    },
  ]);
  expect(cluster.deployments.get('default', 'web')?.status?.conditions).toContainEqual(
    expect.objectContaining({ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' }),
  );
  expect(cluster.eventsOf(replicaSet?.metadata.name ?? '')[0]).toMatch(
    /^Warning FailedCreate: Error creating: pods "web-\w+-\w{5}" is forbidden: exceeded quota: small/,
  );
  isOpen = true;
  cluster.clock.advance(5000);
  expect(cluster.deployments.get('default', 'web')?.status).toMatchObject({ readyReplicas: 2 });
  expect(cluster.replicaSets.list('default')[0]?.status?.conditions).toBeUndefined();
  expect(cluster.failures).toEqual([]);
});

test('an orphan that fits is adopted, and a pod whose label changes is let go and replaced', () => {
  const cluster = startTestCluster();
  cluster.create('replicasets.apps', {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web', namespace: 'default' },
    ...{
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        template: deploymentOf('web', 'nginx:1').spec.template,
      },
    },
  });
  cluster.create('pods', podOf('web', 'nginx:1'));
  cluster.clock.advance(2000);
  expect(cluster.pods.list('default')).toHaveLength(2);
  const adopted = cluster.pods.get('default', 'web');
  expect(adopted?.metadata.ownerReferences).toMatchObject([
    { kind: 'ReplicaSet', name: 'web', controller: true },
  ]);
  if (adopted)
    cluster.pods.update(adopted, (live) => ({
      ...live,
      metadata: { ...live.metadata, labels: { app: 'debug' } },
    }));
  cluster.clock.advance(2000);
  expect(cluster.pods.get('default', 'web')?.metadata.ownerReferences).toBeUndefined();
  expect(cluster.pods.list('default')).toHaveLength(3);
});
