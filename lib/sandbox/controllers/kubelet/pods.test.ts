import { expect, test } from 'vitest';
import type { Pod } from '../objects/pod.ts';
import { podLines, podOf, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';

function run(image: string, spec: Partial<Pod['spec']> = {}, forMs = 2000): TestCluster {
  const cluster = startTestCluster();
  cluster.create('pods', podOf('web', image, spec));
  cluster.clock.advance(forMs);
  return cluster;
}

function web(cluster: TestCluster): Pod {
  const pod = cluster.pods.get('default', 'web');
  if (!pod) throw new Error('the pod is gone');
  return pod;
}

function conditions(cluster: TestCluster): string[] {
  return (web(cluster).status?.conditions ?? []).map(
    ({ type, status, reason }) => `${type} ${status}${reason ? ` ${reason}` : ''}`,
  );
}

test('a pod goes through its life with the events and conditions of a kubelet', () => {
  const cluster = run('nginx:1');
  expect(web(cluster).status).toMatchObject({
    phase: 'Running',
    hostIP: '10.0.0.2',
    podIP: '10.128.0.2',
    containerStatuses: [{ ready: true, started: true, restartCount: 0, state: { running: {} } }],
  });
  expect(conditions(cluster)).toEqual([
    'PodReadyToStartContainers True',
    'Initialized True',
    'Ready True',
    'ContainersReady True',
    'PodScheduled True',
  ]);
  expect(cluster.eventsOf('web').map((line) => line.replace(/ in .*/, ''))).toEqual([
    'Normal Scheduled: Successfully assigned default/web to sim-1',
    'Normal Pulling: Pulling image "nginx:1"',
    'Normal Pulled: Successfully pulled image "nginx:1"',
    'Normal Created: Container created',
    'Normal Started: Container started',
  ]);
});

test('a pod that never gets ready runs, and its probe is seen to fail again and again', () => {
  const cluster = run('nginx:never-ready', {}, 25_000);
  expect(podLines(cluster)).toEqual(['web Running']);
  expect(conditions(cluster)).toContain('Ready False ContainersNotReady');
  expect(cluster.eventsOf('web')).toContain(
    'Warning Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503 x3',
  );
});

test('a slow pod is ready after fifteen seconds', () => {
  const cluster = run('nginx:slow', {}, 14_000);
  expect(podLines(cluster)).toEqual(['web Running']);
  cluster.clock.advance(2000);
  expect(podLines(cluster)).toEqual(['web Running ready']);
});

test('a pod out of memory is killed, restarted at once, and then backs off', () => {
  const cluster = run('nginx:oom', {}, 4000);
  const [status] = web(cluster).status?.containerStatuses ?? [];
  expect(status).toMatchObject({
    restartCount: 1,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
  });
});

test('a missing image is tried again after the back-off, and a corrected name starts', () => {
  const cluster = run('nginx:does-not-exist', {}, 1000);
  expect(web(cluster).status?.containerStatuses?.[0]?.state.waiting?.reason).toBe('ErrImagePull');
  cluster.clock.advance(1500);
  expect(web(cluster).status?.containerStatuses?.[0]?.state.waiting).toEqual({
    reason: 'ImagePullBackOff',
    message: expect.stringMatching(
      /^Back-off pulling image "nginx:does-not-exist": ErrImagePull: rpc error: code = NotFound/,
    ),
  });
  cluster.clock.advance(12_000);
  expect(cluster.eventsOf('web')).toContain('Normal Pulling: Pulling image "nginx:does-not-exist" x2');
});

test('init containers run one after the other before the rest, sidecars stay', () => {
  const cluster = startTestCluster();
  const initContainers = [
    { name: 'first', image: 'tool:1' },
    { name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' },
    { name: 'second', image: 'tool:1' },
  ];
  cluster.create('pods', podOf('web', 'nginx:1', { initContainers }));
  cluster.clock.advance(450);
  expect(conditions(cluster)).toContain('Initialized False ContainersNotInitialized');
  expect(web(cluster).status?.containerStatuses?.[0]?.state.waiting?.reason).toBe('PodInitializing');
  cluster.clock.advance(3000);
  expect(podLines(cluster)).toEqual(['web Running ready']);
  expect(
    web(cluster).status?.initContainerStatuses?.map(({ name, ready, state }) => [
      name,
      ready,
      Object.keys(state)[0],
    ]),
  ).toEqual([
    ['first', true, 'terminated'],
    ['proxy', true, 'running'],
    ['second', true, 'terminated'],
  ]);
});

test('a sidecar ends with the work it serves, and an ended pod stays as it ended', () => {
  const initContainers = [{ name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' }];
  const cluster = run('tool:1', { restartPolicy: 'Never', initContainers }, 3000);
  expect(podLines(cluster)).toEqual(['web Succeeded']);
  expect(web(cluster).status?.initContainerStatuses?.[0]?.state.terminated?.exitCode).toBe(0);
  cluster.pods.update(web(cluster), (pod) => ({
    ...pod,
    metadata: { ...pod.metadata, finalizers: ['example.com/hold'] },
  }));
  cluster.pods.remove(web(cluster));
  cluster.clock.advance(2000);
  expect(podLines(cluster)).toEqual(['web Succeeded']);
});

test('a crashing init container keeps the pod from starting', () => {
  const cluster = run('nginx:1', { initContainers: [{ name: 'setup', image: 'tool:crash' }] }, 6000);
  expect(web(cluster).status?.phase).toBe('Pending');
  expect(web(cluster).status?.initContainerStatuses?.[0]?.state.waiting?.reason).toBe('CrashLoopBackOff');
});

test('a pod that is not restarted ends as succeeded or failed', () => {
  expect(podLines(run('tool:1', { restartPolicy: 'Never' }))).toEqual(['web Succeeded']);
  const failed = run('tool:fail', { restartPolicy: 'Never' });
  expect(podLines(failed)).toEqual(['web Failed']);
  expect(conditions(failed)).toContain('Ready False PodFailed');
});

test('a missing configuration holds the container until it is there', () => {
  const env = [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } }];
  const cluster = run('nginx:1', { containers: [{ name: 'web', image: 'nginx:1', env }] });
  expect(web(cluster).status?.containerStatuses?.[0]?.state.waiting).toEqual({
    reason: 'CreateContainerConfigError',
    message: 'configmap "settings" not found',
  });
  cluster.store.create('configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'default' },
    data: { a: '1' },
  });
  cluster.clock.advance(3000);
  expect(podLines(cluster)).toEqual(['web Running ready']);
});

test('a deleted pod is stopped, and gone within the second', () => {
  const cluster = run('nginx:1');
  cluster.pods.remove(web(cluster));
  cluster.clock.advance(100);
  expect(web(cluster).metadata.deletionTimestamp).toBeDefined();
  expect(cluster.eventsOf('web')).toContain('Normal Killing: Stopping container web');
  cluster.clock.advance(500);
  expect(cluster.pods.get('default', 'web')).toBeUndefined();
});

test('a pod that fits no node waits with the reason, and is placed when a node appears', () => {
  const cluster = run('nginx:1', { nodeSelector: { disk: 'ssd' } });
  const words =
    "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.";
  expect(cluster.eventsOf('web')).toEqual([`Warning FailedScheduling: ${words}`]);
  expect(web(cluster).status?.conditions).toMatchObject([
    { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: words },
  ]);
  const node = cluster.store.get('nodes', undefined, 'sim-2');
  cluster.store.update('nodes', undefined, 'sim-2', (live) => ({
    ...live,
    metadata: { ...live.metadata, labels: { ...node?.metadata.labels, disk: 'ssd' } },
  }));
  cluster.clock.advance(2000);
  expect(web(cluster).spec.nodeName).toBe('sim-2');
  expect(podLines(cluster)).toEqual(['web Running ready']);
});

test('ten times the speed is ten times quicker', () => {
  const cluster = startTestCluster({ speed: 10 });
  cluster.create('pods', podOf('web', 'nginx:slow'));
  cluster.clock.advance(1700);
  expect(podLines(cluster)).toEqual(['web Running ready']);
});

test('a container whose liveness probe fails is killed and restarted', () => {
  const livenessProbe = { httpGet: { port: 80 }, periodSeconds: 2, failureThreshold: 2 };
  const containers = [{ name: 'web', image: 'nginx:unhealthy', livenessProbe }];
  const cluster = run('nginx:unhealthy', { containers }, 4000);
  expect(web(cluster).status?.containerStatuses?.[0]).toMatchObject({
    restartCount: 1,
    lastState: { terminated: { exitCode: 137 } },
  });
  expect(cluster.eventsOf('web')).toContain(
    'Normal Killing: Container web failed liveness probe, will be restarted',
  );
});

test('a name that is no image is told', () => {
  const waiting = web(run('Nginx:1')).status?.containerStatuses?.[0]?.state.waiting;
  expect(waiting?.reason).toBe('InvalidImageName');
});

test('a volume whose secret is missing holds the whole pod', () => {
  const cluster = run('nginx:1', { volumes: [{ name: 'keys', secret: { secretName: 'none' } }] });
  expect(web(cluster).status?.containerStatuses?.[0]?.state.waiting?.reason).toBe('ContainerCreating');
  expect(cluster.eventsOf('web')).toContain(
    'Warning FailedMount: MountVolume.SetUp failed for volume "keys" : secret "none" not found',
  );
});

test('a pod that is active for too long is failed by its node', () => {
  const cluster = run('nginx:1', { activeDeadlineSeconds: 3 }, 5000);
  expect(web(cluster).status).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' });
});
