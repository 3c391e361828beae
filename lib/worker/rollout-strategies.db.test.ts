import { expect, test } from 'vitest';
import type { ClusterClient, KubernetesObject } from '#lib/kubernetes/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { useWorker } from './testing/use-worker.ts';

/** Server groups that take turns behind a Service, through pipelines of the whole worker (reference sections 2.1, 2.2, 5.8 and 5.9). */
useTestDatabase();
const worker = useWorker('turns');

const service: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'front' },
  spec: { selector: { route: 'front' }, ports: [{ port: 80 }] },
};
const replicaSet = (image: string): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }] } },
  },
});
const deploy = (namespace: string, image: string, strategy: string, services = ['service front']) => ({
  type: 'deployManifest',
  name: 'Deploy',
  refId: '1',
  namespaceOverride: namespace,
  manifests: [service, replicaSet(image)],
  trafficManagement: { enabled: true, options: { enableTraffic: true, services, strategy } },
});
const namespaceNamed = async (name: string) => {
  const client = await worker.client();
  await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  return client;
};
/** The images that the Service reaches, by the labels of pods that run. */
const served = async (client: ClusterClient, namespace: string) => {
  const { items } = await client.list({ kind: 'Pod', namespace, labelSelector: 'route=front' });
  const images = items.flatMap((pod) =>
    (pod.spec as { containers: { image: string }[] }).containers.map(({ image }) => image),
  );
  return [...new Set(images)].toSorted();
};
const groups = async (client: ClusterClient, namespace: string) =>
  (await client.list({ kind: 'ReplicaSet', namespace })).items.map((item) => item.metadata.name).toSorted();

test('blue/green keeps the former server group without traffic, and one stage gives it back', {
  timeout: 90_000,
}, async () => {
  const client = await namespaceNamed('blue-green');
  expect((await worker.play('blue', [deploy('blue-green', 'nginx:1', 'bluegreen')])).status).toBe(
    'SUCCEEDED',
  );
  const green = await worker.play('green', [deploy('blue-green', 'nginx:2', 'BLUE_GREEN')]);
  expect(green.status).toBe('SUCCEEDED');
  expect(green.stages.map((stage) => stage.name)).toContain('Disable replicaSet web-v000');
  expect(await groups(client, 'blue-green')).toEqual(['web-v000', 'web-v001']);
  expect(await served(client, 'blue-green')).toEqual(['nginx:2']);
  const target = { location: 'blue-green', mode: 'static' };
  const back = await worker.play('back', [
    { type: 'enableManifest', name: 'Enable', refId: '1', manifestName: 'replicaSet web-v000', ...target },
    {
      type: 'disableManifest',
      name: 'Disable',
      refId: '2',
      requisiteStageRefIds: ['1'],
      manifestName: 'replicaSet web-v001',
      ...target,
    },
  ]);
  expect(back.status).toBe('SUCCEEDED');
  expect(await served(client, 'blue-green')).toEqual(['nginx:1']);
});

test('highlander leaves one', { timeout: 90_000 }, async () => {
  const client = await namespaceNamed('highlander');
  await worker.play('first', [deploy('highlander', 'nginx:1', 'none')]);
  await worker.play('second', [deploy('highlander', 'nginx:2', 'none')]);
  expect(await served(client, 'highlander')).toEqual(['nginx:1', 'nginx:2']);
  const third = await worker.play('third', [deploy('highlander', 'nginx:3', 'highlander')]);
  expect(third.status).toBe('SUCCEEDED');
  await expect.poll(() => groups(client, 'highlander'), { timeout: 10_000 }).toEqual(['web-v002']);
  expect(await served(client, 'highlander')).toEqual(['nginx:3']);
});

test('a strategy that nobody knows is refused before anything is written', async () => {
  const client = await namespaceNamed('odd');
  const run = await worker.play('odd', [deploy('odd', 'nginx:1', 'rolling')]);
  expect(run.stages[0]?.error).toMatch(/no such rollout strategy/);
  expect(await groups(client, 'odd')).toEqual([]);
});

test('a patch changes what it names, and its artifacts are found in the object afterwards', {
  timeout: 60_000,
}, async () => {
  const client = await namespaceNamed('patched');
  const target = { location: 'patched', mode: 'static', manifestName: 'replicaSet web-v000' };
  const run = await worker.play('patch', [
    deploy('patched', 'nginx:1', 'none'),
    {
      type: 'patchManifest',
      name: 'Patch',
      refId: '2',
      requisiteStageRefIds: ['1'],
      patchBody: { metadata: { labels: { tier: 'front' } }, spec: { replicas: 1 } },
      ...target,
    },
    {
      type: 'findArtifactsFromResource',
      name: 'Find',
      refId: '3',
      requisiteStageRefIds: ['2'],
      expectedArtifacts: [{ id: 'image', matchArtifact: { type: 'docker/image', name: 'nginx' } }],
      ...target,
    },
    {
      type: 'checkPreconditions',
      name: 'Check',
      refId: '4',
      requisiteStageRefIds: ['3'],
      preconditions: [
        {
          type: 'expression',
          context: { expression: "#stage('Find').outputs.artifacts[0].reference == 'nginx:1'" },
        },
      ],
    },
  ]);
  expect(run.stages.map((stage) => stage.error).filter(Boolean)).toEqual([]);
  expect(run.status).toBe('SUCCEEDED');
  const live = await client.get({ kind: 'ReplicaSet', namespace: 'patched', name: 'web-v000' });
  expect(live?.metadata.labels).toMatchObject({ tier: 'front' });
  expect(live?.spec).toMatchObject({ replicas: 1 });
});
