import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configsOf, kubernetesOperations } from '#lib/kubernetes/index.ts';
import { configMap, deployment, images, replicaSet } from './testing/manifests.ts';
import { type ClusterUnderTest, openCluster, settled } from './testing/open-cluster.ts';

const { deployManifests, cleanupArtifacts } = kubernetesOperations;
const moniker = { app: 'suite' };

let cluster: ClusterUnderTest;
beforeAll(async () => {
  cluster = await openCluster();
}, 60_000);
afterAll(() => cluster.close());

describe('versions', () => {
  test('a changed config map becomes the next version and the deployment follows it', async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const web = deployment('web', { container: { envFrom: [{ configMapRef: { name: 'settings' } }] } });
    const deploy = (color: string) =>
      deployManifests({
        client,
        manifests: [web, configMap('settings', { color })],
        moniker,
        defaultNamespace: namespace,
      });

    const first = await deploy('red');
    expect(first.manifestNamesByNamespace).toEqual({
      [namespace]: ['configMap settings-v000', 'deployment web'],
    });
    expect(first.boundArtifacts.map((artifact) => artifact.reference)).toEqual(['settings-v000']);
    await deploy('blue');
    const same = await deploy('blue');

    expect(same.manifestNamesByNamespace[namespace]).toContain('configMap settings-v001');
    expect(same.notes.join()).toContain('used again');
    const live = await client.get({ kind: 'Deployment', namespace, name: 'web' });
    expect(live && configsOf(live)).toEqual(['configMap settings-v001']);
    expect(await client.get({ kind: 'ConfigMap', namespace, name: 'settings-v002' })).toBeUndefined();
  });

  test('a version that kubectl or Spinnaker deployed is used again by its last applied text', async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const lastApplied = JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'old-v004' },
      data: { a: '1' },
    });
    const annotations = {
      'artifact.spinnaker.io/name': 'old',
      'artifact.spinnaker.io/version': 'v004',
      'kubectl.kubernetes.io/last-applied-configuration': lastApplied,
    };
    await client.create({
      ...configMap('old-v004', { a: '1' }, annotations),
      metadata: { name: 'old-v004', namespace, annotations },
    });

    const same = await deployManifests({
      client,
      manifests: [configMap('old', { a: '1' })],
      moniker,
      defaultNamespace: namespace,
    });
    const other = await deployManifests({
      client,
      manifests: [configMap('old', { a: '2' })],
      moniker,
      defaultNamespace: namespace,
    });

    expect(same.manifestNamesByNamespace[namespace]).toEqual(['configMap old-v004']);
    expect(other.manifestNamesByNamespace[namespace]).toEqual(['configMap old-v005']);
  });

  test('the history keeps as many versions as the manifest says', async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const keepTwo = { 'strategy.spinnaker.io/max-version-history': '2' };
    let manifests = [configMap('settings', { n: '0' }, keepTwo)];
    for (const n of ['1', '2', '3']) {
      const output = await deployManifests({
        client,
        manifests: [configMap('settings', { n }, keepTwo)],
        moniker,
        defaultNamespace: namespace,
      });
      manifests = output.manifests;
    }
    const outcome = await cleanupArtifacts({ client, manifests });
    expect(outcome.deleted.map((ref) => ref.name)).toEqual(['settings-v000']);
    const { items } = await client.list({ kind: 'ConfigMap', namespace });
    const left = items.map((item) => item.metadata.name).filter((name) => name?.startsWith('settings'));
    expect(left.sort()).toEqual(['settings-v001', 'settings-v002']);
  });

  test('a repeat with the same operation id adopts the server group; another operation makes the next', async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const deploy = (operationId: string) =>
      deployManifests({
        client,
        manifests: [replicaSet('api')],
        moniker,
        defaultNamespace: namespace,
        operationId,
      });
    expect((await deploy('run-1/deploy')).manifestNamesByNamespace[namespace]).toEqual([
      'replicaSet api-v000',
    ]);
    expect((await deploy('run-1/deploy')).manifestNamesByNamespace[namespace]).toEqual([
      'replicaSet api-v000',
    ]);
    expect((await deploy('run-2/deploy')).manifestNamesByNamespace[namespace]).toEqual([
      'replicaSet api-v001',
    ]);
  });

  test('an object with a generated name is made once for one operation', async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { generateName: 'migrate-' },
      spec: {
        template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: images.first }] } },
      },
    };
    const input = {
      client,
      manifests: [job],
      moniker,
      defaultNamespace: namespace,
      operationId: 'run-1/migrate',
    };
    const first = await deployManifests(input);
    const second = await deployManifests(input);
    expect(second.manifestNamesByNamespace).toEqual(first.manifestNamesByNamespace);
  });
});

describe('a repeat', () => {
  test('of a deploy makes no second revision', { timeout: 60_000 }, async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const ref = { kind: 'Deployment', namespace, name: 'web' };
    const input = {
      client,
      manifests: [deployment('web')],
      moniker,
      defaultNamespace: namespace,
      operationId: 'run/1',
    };
    await deployManifests(input);
    await settled(client, [ref]);
    await deployManifests(input);
    await deployManifests(input);
    await settled(client, [ref]);
    expect(await kubernetesOperations.rolloutHistory({ client, ref })).toHaveLength(1);
  });
});
