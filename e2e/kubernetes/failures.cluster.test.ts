import { afterAll, beforeAll, expect, test } from 'vitest';
import { type KubernetesObject, kubernetesOperations, type StabilityReport } from '#lib/kubernetes/index.ts';
import { deployment } from './testing/manifests.ts';
import { type ClusterUnderTest, openCluster, settled, until } from './testing/open-cluster.ts';

const operations = kubernetesOperations;

let cluster: ClusterUnderTest;
beforeAll(async () => {
  cluster = await openCluster();
}, 60_000);
afterAll(() => cluster.close());

/** No simulated node takes such a pod, so that its status can be written by the test as a kubelet would. */
const aside = { nodeSelector: { 'foredeck.test/nowhere': 'true' } };

/** Without it a real kubelet calls a container ready in the moment before it crashes. */
const readinessProbe = { httpGet: { path: '/hostname', port: 8080 } };

async function deploy(
  manifest: KubernetesObject,
): Promise<{ namespace: string; report: (longestMs?: number) => Promise<StabilityReport> }> {
  const namespace = await cluster.namespace();
  const { client } = cluster;
  await operations.deployManifests({
    client,
    manifests: [manifest],
    moniker: { app: 'suite' },
    defaultNamespace: namespace,
  });
  const ref = { kind: manifest.kind, namespace, name: manifest.metadata.name ?? '' };
  return { namespace, report: (longestMs) => settled(client, [ref], longestMs) };
}

async function writeStatus(namespace: string, containerStatus: Record<string, unknown>): Promise<void> {
  const { client } = cluster;
  const pods = await until(async () => {
    const { items } = await client.list({ kind: 'Pod', namespace });
    return items.length > 0 ? items : undefined;
  }, 'pods');
  for (const pod of pods) {
    const body = {
      status: {
        containerStatuses: [
          { name: 'web', image: 'x', imageID: '', ready: false, restartCount: 0, ...containerStatus },
        ],
      },
    };
    await client.patch(
      { kind: 'Pod', namespace, name: pod.metadata.name ?? '' },
      { type: 'merge', subresource: 'status', body },
    );
  }
}

test('an image that does not exist fails the rollout with the words of the pull', {
  timeout: 90_000,
}, async () => {
  const isSimulated = cluster.pods === 'simulated';
  const image = 'foredeck.test/web:does-not-exist';
  const { namespace, report } = await deploy(deployment('web', { image, pod: isSimulated ? aside : {} }));
  if (isSimulated) {
    await writeStatus(namespace, {
      image,
      state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image' } },
    });
  }
  const { state, problems } = await report(80_000);
  expect(state).toBe('failed');
  expect(problems[0]).toMatchObject({ kind: 'image', fatal: true, container: 'web', image });
  expect(problems[0]?.sentence).toMatch(
    /Container web of pod web-.* cannot get its image foredeck.test\/web:does-not-exist \(ImagePullBackOff\)/,
  );
});

test('a container that crashes again and again fails the rollout with its exit code', {
  timeout: 120_000,
}, async () => {
  const isSimulated = cluster.pods === 'simulated';
  const crashing =
    cluster.pods === 'real'
      ? { container: { args: ['no-such-command'], readinessProbe } }
      : { image: 'foredeck.test/web:crash' };
  const { namespace, report } = await deploy(
    deployment('web', { ...crashing, replicas: 1, pod: isSimulated ? aside : {} }),
  );
  if (isSimulated) {
    await writeStatus(namespace, {
      restartCount: 3,
      state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s' } },
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
    });
  }
  const { state, problems } = await report(110_000);
  expect(state).toBe('failed');
  expect(problems[0]).toMatchObject({ kind: 'crash', fatal: true, container: 'web' });
  expect(problems[0]?.exitCode).toBeGreaterThan(0);
  expect(problems[0]?.restarts).toBeGreaterThanOrEqual(3);
  if (!isSimulated) expect(problems[0]?.logTail).toBeTruthy();
});

test('a quota that allows no more pods fails the rollout at once', { timeout: 60_000 }, async () => {
  const { client } = cluster;
  const namespace = await cluster.namespace();
  await client.create({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'one-pod', namespace },
    spec: { hard: { pods: '1' } },
  });
  await until(async () => {
    const quota = await client.get({ kind: 'ResourceQuota', namespace, name: 'one-pod' });
    return quota?.status && Object.keys(quota.status).length > 0 ? true : undefined;
  }, 'the quota to be counted');
  await operations.deployManifests({
    client,
    manifests: [deployment('web', { replicas: 3 })],
    moniker: { app: 'suite' },
    defaultNamespace: namespace,
  });
  const started = Date.now();
  const { state, problems } = await settled(client, [{ kind: 'Deployment', namespace, name: 'web' }]);
  expect(state).toBe('failed');
  expect(problems[0]).toMatchObject({ kind: 'quota', fatal: true });
  expect(problems[0]?.sentence).toMatch(/may not create pods: .*exceeded quota: one-pod/);
  expect(Date.now() - started).toBeLessThan(20_000);
});

test('pods that fit no node are waited for, with the words of the scheduler', {
  timeout: 60_000,
}, async () => {
  const { client } = cluster;
  const { namespace } = await deploy(deployment('web', { replicas: 1, pod: aside }));
  const refs = [{ kind: 'Deployment', namespace, name: 'web' }];
  const report = await until(async () => {
    const found = await operations.checkStability({ client, refs });
    return found.problems.length > 0 ? found : undefined;
  }, 'the scheduler to say no');
  expect(report.state).toBe('waiting');
  expect(report.problems[0]).toMatchObject({ kind: 'scheduling', fatal: false });
  expect(report.messages[0]).toMatch(
    /deployment web: Waiting for .*\. Pod web-.* finds no node: 0\/\d+ nodes/,
  );
});

test('what the old pods suffer from does not fail the new revision', { timeout: 90_000 }, async () => {
  const { client } = cluster;
  const isSimulated = cluster.pods === 'simulated';
  const namespace = await cluster.namespace();
  const input = { client, moniker: { app: 'suite' }, defaultNamespace: namespace };
  const ref = { kind: 'Deployment', namespace, name: 'web' };
  const broken = deployment('web', {
    image: 'foredeck.test/web:does-not-exist',
    pod: isSimulated ? aside : {},
    replicas: 1,
  });
  await operations.deployManifests({ ...input, manifests: [broken] });
  if (isSimulated)
    await writeStatus(namespace, { state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off' } } });
  expect((await settled(client, [ref], 80_000)).state).toBe('failed');
  await operations.deployManifests({ ...input, manifests: [deployment('web', { replicas: 1 })] });
  expect((await settled(client, [ref])).state).toBe('stable');
});

test('an object that is gone fails the wait instead of lasting for ever', async () => {
  const namespace = await cluster.namespace();
  const report = await operations.checkStability({
    client: cluster.client,
    refs: [{ kind: 'Deployment', namespace, name: 'gone' }],
  });
  expect(report).toMatchObject({
    state: 'failed',
    messages: ['deployment gone: It does not exist (any more).'],
  });
});
