import { expect, test } from 'vitest';
import { findCondition } from '../objects/conditions.ts';
import type { Deployment } from '../objects/workloads.ts';
import { deploymentOf, startTestCluster, type TestCluster, templateOf } from '../testing/test-cluster.ts';

function change(cluster: TestCluster, spec: Partial<Deployment['spec']>): void {
  const live = cluster.deployments.get('default', 'web');
  if (!live) throw new Error('the deployment is gone');
  cluster.deployments.update(live, (now) => ({ ...now, spec: { ...now.spec, ...spec } }));
}

function setImage(cluster: TestCluster, image: string): void {
  change(cluster, { template: templateOf(image) });
}

function status(cluster: TestCluster) {
  return cluster.deployments.get('default', 'web')?.status;
}

/** Replicas by revision, such as `1:0 2:3`. */
function revisions(cluster: TestCluster): string {
  return cluster.replicaSets
    .list('default')
    .map((set) => `${set.metadata.annotations?.['deployment.kubernetes.io/revision']}:${set.spec.replicas}`)
    .sort()
    .join(' ');
}

function started(spec: Partial<Deployment['spec']> = {}, image = 'nginx:1'): TestCluster {
  const cluster = startTestCluster();
  cluster.create('deployments.apps', deploymentOf('web', image, spec));
  cluster.clock.advance(2000);
  return cluster;
}

test('a new deployment has its pods ready within a second', () => {
  const cluster = startTestCluster();
  cluster.create('deployments.apps', deploymentOf('web', 'nginx:1'));
  cluster.clock.advance(1000);
  expect(status(cluster)).toMatchObject({
    observedGeneration: 1,
    replicas: 3,
    updatedReplicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
    terminatingReplicas: 0,
  });
  expect(status(cluster)?.conditions?.map(({ type, reason }) => `${type} ${reason}`)).toEqual([
    'Available MinimumReplicasAvailable',
    'Progressing NewReplicaSetAvailable',
  ]);
  expect(cluster.failures).toEqual([]);
});

test('a new image replaces the pods and takes the next revision', () => {
  const cluster = started();
  setImage(cluster, 'nginx:2');
  cluster.clock.advance(5000);
  expect(revisions(cluster)).toBe('1:0 2:3');
  expect(cluster.deployments.get('default', 'web')?.metadata.annotations).toEqual({
    'deployment.kubernetes.io/revision': '2',
  });
  expect(cluster.pods.list('default').map((pod) => pod.spec.containers[0]?.image)).toEqual(
    Array(3).fill('nginx:2'),
  );
});

test('going back to an old template reuses its ReplicaSet under a new revision and keeps the history', () => {
  const cluster = started();
  setImage(cluster, 'nginx:2');
  cluster.clock.advance(5000);
  setImage(cluster, 'nginx:1');
  cluster.clock.advance(5000);
  expect(revisions(cluster)).toBe('2:0 3:3');
  const current = cluster.replicaSets.list('default', (set) => set.spec.replicas === 3)[0];
  expect(current?.metadata.annotations?.['deployment.kubernetes.io/revision-history']).toBe('1');
});

test('a missing image stops a rolling update at the surge and is explained on the pod', () => {
  const cluster = started();
  setImage(cluster, 'nginx:does-not-exist');
  cluster.clock.advance(5000);
  expect(revisions(cluster)).toBe('1:3 2:1');
  expect(status(cluster)).toMatchObject({ replicas: 4, updatedReplicas: 1, readyReplicas: 3 });
  const broken = cluster.pods.list('default', (pod) => pod.status?.phase === 'Pending')[0];
  expect(broken?.status?.containerStatuses?.[0]?.state.waiting?.reason).toBe('ImagePullBackOff');
  expect(cluster.eventsOf(broken?.metadata.name ?? '')).toContain('Warning Failed: Error: ErrImagePull');
});

test('a rollout without progress is called late after its deadline', () => {
  const cluster = started({ progressDeadlineSeconds: 10 });
  setImage(cluster, 'nginx:never-ready');
  cluster.clock.advance(9000);
  expect(findCondition(status(cluster)?.conditions, 'Progressing')?.status).toBe('True');
  cluster.clock.advance(5000);
  expect(findCondition(status(cluster)?.conditions, 'Progressing')).toMatchObject({
    status: 'False',
    reason: 'ProgressDeadlineExceeded',
    message: expect.stringMatching(/^ReplicaSet "web-\w+" has timed out progressing\.$/),
  });
});

test('a crashing image loops with a growing back-off and never replaces the old pods', () => {
  const cluster = started();
  setImage(cluster, 'nginx:crash');
  cluster.clock.advance(8000);
  const pod = cluster.pods.list('default', ({ spec }) => spec.containers[0]?.image === 'nginx:crash')[0];
  const container = pod?.status?.containerStatuses?.[0];
  expect(container?.restartCount).toBe(1);
  expect(container?.lastState.terminated).toMatchObject({ exitCode: 1, reason: 'Error' });
  expect(container?.state.waiting).toMatchObject({
    reason: 'CrashLoopBackOff',
    message: `back-off 10s restarting failed container=web pod=${pod?.metadata.name}_default(${pod?.metadata.uid})`,
  });
  cluster.clock.advance(10_000);
  const later = cluster.pods.get('default', pod?.metadata.name ?? '');
  expect(later?.status?.containerStatuses?.[0]?.state.waiting?.message).toMatch(/^back-off 20s /);
  expect(status(cluster)?.readyReplicas).toBe(3);
});

test('a paused deployment follows its size but not its template, until it is resumed', () => {
  const cluster = started();
  change(cluster, { paused: true });
  cluster.clock.advance(100);
  change(cluster, { template: templateOf('nginx:2'), replicas: 5 });
  cluster.clock.advance(3000);
  expect(revisions(cluster)).toBe('1:5');
  expect(findCondition(status(cluster)?.conditions, 'Progressing')?.reason).toBe('DeploymentPaused');
  change(cluster, { paused: false });
  cluster.clock.advance(5000);
  expect(revisions(cluster)).toBe('1:0 2:5');
});

test('recreate ends every old pod before the first new one', () => {
  const cluster = started({ strategy: { type: 'Recreate' } });
  setImage(cluster, 'nginx:2');
  cluster.clock.advance(100);
  expect(cluster.pods.list('default').every((pod) => pod.spec.containers[0]?.image === 'nginx:1')).toBe(true);
  cluster.clock.advance(3000);
  expect(cluster.pods.list('default').map((pod) => pod.spec.containers[0]?.image)).toEqual(
    Array(3).fill('nginx:2'),
  );
});

test('old ReplicaSets beyond the history limit are removed', () => {
  const cluster = started({ revisionHistoryLimit: 1 });
  for (const tag of ['2', '3', '4']) {
    setImage(cluster, `nginx:${tag}`);
    cluster.clock.advance(5000);
  }
  expect(revisions(cluster)).toBe('3:0 4:3');
});

test('scaling in the middle of a rollout shares the new pods between the generations', () => {
  const cluster = started({
    replicas: 10,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } },
  });
  setImage(cluster, 'nginx:never-ready');
  cluster.clock.advance(5000);
  expect(revisions(cluster)).toBe('1:8 2:5');
  change(cluster, { replicas: 15 });
  cluster.clock.advance(3000);
  // The example of the Kubernetes documentation on proportional scaling.
  expect(revisions(cluster)).toBe('1:11 2:7');
});

test('minReadySeconds delays availability', () => {
  const cluster = started({ minReadySeconds: 10 });
  expect(status(cluster)).toMatchObject({ readyReplicas: 3 });
  expect(status(cluster)?.availableReplicas).toBeUndefined();
  cluster.clock.advance(10_000);
  expect(status(cluster)?.availableReplicas).toBe(3);
});

test('scaling down keeps the ready pods', () => {
  const cluster = started({ replicas: 2 });
  change(cluster, { replicas: 3, template: templateOf('nginx:1') });
  cluster.clock.advance(20);
  change(cluster, { replicas: 2 });
  cluster.clock.advance(2000);
  expect(status(cluster)).toMatchObject({ replicas: 2, readyReplicas: 2 });
});
