import { expect, test } from 'vitest';
import type { DaemonSet } from '../objects/workloads.ts';
import { collection } from '../runtime/collection.ts';
import { startTestCluster, type TestCluster, templateOf } from '../testing/test-cluster.ts';

function start(spec: Partial<DaemonSet['spec']> = {}): TestCluster {
  const cluster = startTestCluster();
  collection<DaemonSet>(cluster.store, 'daemonsets.apps').create({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent', namespace: 'default' },
    spec: {
      selector: { matchLabels: { app: 'agent' } },
      template: templateOf('agent:1', { app: 'agent' }),
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      ...spec,
    },
  });
  cluster.clock.advance(2000);
  return cluster;
}

function sets(cluster: TestCluster) {
  return collection<DaemonSet>(cluster.store, 'daemonsets.apps');
}

function setImage(cluster: TestCluster, image: string): void {
  const live = sets(cluster).get('default', 'agent');
  if (!live) throw new Error('the set is gone');
  sets(cluster).update(live, (now) => ({
    ...now,
    spec: { ...now.spec, template: templateOf(image, { app: 'agent' }) },
  }));
}

function places(cluster: TestCluster): string[] {
  return cluster.pods
    .list('default')
    .map((pod) => `${pod.spec.nodeName} ${pod.spec.containers[0]?.image}`)
    .sort();
}

test('every node gets a pod, also one that comes later', () => {
  const cluster = start();
  expect(places(cluster)).toEqual(['sim-1 agent:1', 'sim-2 agent:1', 'sim-3 agent:1']);
  expect(sets(cluster).get('default', 'agent')?.status).toEqual({
    currentNumberScheduled: 3,
    desiredNumberScheduled: 3,
    numberAvailable: 3,
    numberMisscheduled: 0,
    numberReady: 3,
    observedGeneration: 1,
    updatedNumberScheduled: 3,
  });
  const node = cluster.store.get('nodes', undefined, 'sim-1');
  if (!node) throw new Error('the node is gone');
  cluster.store.create('nodes', { ...node, metadata: { name: 'late', labels: node.metadata.labels } });
  cluster.clock.advance(2000);
  expect(places(cluster)).toContain('late agent:1');
});

test('nodes that do not fit get none, and lose theirs when they are tainted for it', () => {
  const cluster = start();
  cluster.store.update('nodes', undefined, 'sim-3', (live) => ({
    ...live,
    spec: { taints: [{ key: 'broken', effect: 'NoExecute' }] },
  }));
  cluster.clock.advance(2000);
  expect(places(cluster)).toEqual(['sim-1 agent:1', 'sim-2 agent:1']);
});

test('an update replaces one pod at a time and stops when it breaks', () => {
  const cluster = start();
  setImage(cluster, 'agent:does-not-exist');
  cluster.clock.advance(10_000);
  expect(places(cluster).filter((place) => place.endsWith('agent:1'))).toHaveLength(2);
  setImage(cluster, 'agent:2');
  cluster.clock.advance(10_000);
  expect(places(cluster)).toEqual(['sim-1 agent:2', 'sim-2 agent:2', 'sim-3 agent:2']);
});

test('with surge the new pod is there before the old one goes', () => {
  const cluster = start({
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  });
  setImage(cluster, 'agent:never-ready');
  cluster.clock.advance(5000);
  expect(places(cluster).filter((place) => place.endsWith('agent:1'))).toHaveLength(3);
  expect(cluster.pods.list('default')).toHaveLength(4);
});

test('on delete, pods change only when somebody deletes them', () => {
  const cluster = start({ updateStrategy: { type: 'OnDelete' } });
  setImage(cluster, 'agent:2');
  cluster.clock.advance(3000);
  expect(places(cluster)).toEqual(['sim-1 agent:1', 'sim-2 agent:1', 'sim-3 agent:1']);
  const victim = cluster.pods.list('default', (pod) => pod.spec.nodeName === 'sim-2')[0];
  if (victim) cluster.pods.remove(victim);
  cluster.clock.advance(3000);
  expect(places(cluster)).toEqual(['sim-1 agent:1', 'sim-2 agent:2', 'sim-3 agent:1']);
});
