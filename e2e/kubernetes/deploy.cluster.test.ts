import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  configsOf,
  imagesOf,
  kubernetesOperations,
  listAt,
  parseManifests,
  textAt,
  valueAt,
} from '#lib/kubernetes/index.ts';
import { configMap, deployment, images, replicaSet } from './testing/manifests.ts';
import { type ClusterUnderTest, openCluster, settled } from './testing/open-cluster.ts';

const { deployManifests, previewDeploy, checkStability, cleanupArtifacts } = kubernetesOperations;
const folder = process.env.FOREDECK_VECTORS ?? join(import.meta.dirname, '../../../shared/vectors');
const moniker = { app: 'suite' };

let cluster: ClusterUnderTest;
beforeAll(async () => {
  cluster = await openCluster();
}, 60_000);
afterAll(() => cluster.close());

/** Those whose kinds come from definitions that a bare cluster does not have. */
const foreign = ['online-boutique-istio.yaml'];

const publicManifests = existsSync(folder) ? readdirSync(join(folder, 'manifests')) : [];

describe('manifests of public applications', () => {
  for (const file of publicManifests) {
    test(`${file} is deployed, or refused in the cluster's own words`, { timeout: 90_000 }, async () => {
      const { client } = cluster;
      const { manifests, faults } = parseManifests(readFileSync(join(folder, 'manifests', file), 'utf8'));
      expect(faults).toEqual([]);
      const input = { client, manifests, moniker, defaultNamespace: await cluster.namespace() };
      if (foreign.includes(file)) {
        await expect(deployManifests(input)).rejects.toThrow(/does not serve .* in networking.istio.io/);
        return;
      }
      const output = await deployManifests(input);
      expect(Object.values(output.manifestNamesByNamespace).flat()).toHaveLength(manifests.length);
      const again = await deployManifests(input);
      expect(Object.values(again.manifestNamesByNamespace).flat()).toHaveLength(manifests.length);
    });
  }

  test('podinfo becomes stable', { timeout: 60_000 }, async () => {
    // Its image is not on a real node without a registry, and the file not everywhere.
    if (cluster.pods === 'real' || !publicManifests.includes('podinfo.yaml')) return;
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const { manifests } = parseManifests(readFileSync(join(folder, 'manifests/podinfo.yaml'), 'utf8'));
    const output = await deployManifests({ client, manifests, moniker, defaultNamespace: namespace });
    const refs = output.manifests.map(({ apiVersion, kind, metadata }) => ({
      apiVersion,
      kind,
      namespace,
      name: metadata.name ?? '',
    }));
    expect((await settled(client, refs)).state).toBe('stable');
  });
});

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

describe('a refusal', () => {
  test('of the last manifest leaves the first ones unwritten', async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const broken = deployment('web', { spec: { selector: { matchLabels: { app: 'other' } } } });
    const deploying = deployManifests({
      client,
      manifests: [configMap('settings', { a: '1' }), broken],
      moniker,
      defaultNamespace: namespace,
    });
    await expect(deploying).rejects.toThrow(/deployment web in namespace .*selector.*Nothing was deployed/s);
    expect(await client.get({ kind: 'ConfigMap', namespace, name: 'settings-v000' })).toBeUndefined();
  });

  test("of a namespace that does not exist is told in the cluster's words", async () => {
    const deploying = deployManifests({
      client: cluster.client,
      manifests: [configMap('a', {})],
      moniker,
      namespaceOverride: 'no-such-namespace',
    });
    await expect(deploying).rejects.toThrow('namespaces "no-such-namespace" not found');
  });

  test('of a namespace the account may not use comes before any write', async () => {
    const namespace = await cluster.namespace();
    const deploying = deployManifests({
      client: cluster.client,
      manifests: [configMap('a', {})],
      moniker,
      namespaceOverride: namespace,
      mayUseNamespace: (name) => name !== namespace,
    });
    await expect(deploying).rejects.toThrow(/may not use the namespace/);
  });

  test('of an artifact that nothing uses comes before any write', async () => {
    const namespace = await cluster.namespace();
    const deploying = deployManifests({
      client: cluster.client,
      manifests: [deployment('web')],
      moniker,
      defaultNamespace: namespace,
      requiredArtifacts: [{ type: 'docker/image', name: 'registry/other', reference: 'registry/other:2' }],
    });
    await expect(deploying).rejects.toThrow(/docker\/image registry\/other/);
    expect(await cluster.client.get({ kind: 'Deployment', namespace, name: 'web' })).toBeUndefined();
  });
});

describe('fields of other managers', () => {
  const live = async (namespace: string) =>
    cluster.client.get({ kind: 'Deployment', namespace, name: 'web' });

  test('are taken over by a plain deploy, which says so', async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const input = { client, manifests: [deployment('web')], moniker, defaultNamespace: namespace };
    await deployManifests(input);
    await editImage(namespace, 'edited:1');
    const output = await deployManifests(input);
    expect(output.takeovers).toHaveLength(1);
    expect(output.takeovers[0]).toMatchObject({ manifestName: 'deployment web', manager: 'somebody' });
    expect(imagesOf((await live(namespace)) ?? deployment('none'))).toEqual([images.first]);
  });

  test('stop a deploy that asks for server-side apply without force', async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const web = deployment('web');
    const asking = {
      ...web,
      metadata: { ...web.metadata, annotations: { 'strategy.spinnaker.io/server-side-apply': 'true' } },
    };
    await deployManifests({ client, manifests: [web], moniker, defaultNamespace: namespace });
    await editImage(namespace, 'edited:1');
    await expect(
      deployManifests({ client, manifests: [asking], moniker, defaultNamespace: namespace }),
    ).rejects.toMatchObject({ code: 409 });
    expect(imagesOf((await live(namespace)) ?? web)).toEqual(['edited:1']);
  });

  test('what an earlier undo put back is removed when the next manifest leaves it out', {
    timeout: 60_000,
  }, async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const ref = { kind: 'Deployment', namespace, name: 'web' };
    const withEnv = deployment('web', { container: { env: [{ name: 'OLD', value: '1' }] } });
    const deploy = (manifest: typeof withEnv) =>
      deployManifests({ client, manifests: [manifest], moniker, defaultNamespace: namespace });
    await deploy(withEnv);
    await settled(client, [ref]);
    await deploy(deployment('web', { image: images.second }));
    await settled(client, [ref]);
    await kubernetesOperations.undoRollout({ client, ref, numRevisionsBack: 1 });
    await settled(client, [ref]);
    await deploy(deployment('web', { image: images.third }));
    const containers = listAt(await live(namespace), 'spec', 'template', 'spec', 'containers');
    expect(containers[0]?.env).toBeUndefined();
    expect(containers[0]?.image).toBe(images.third);
  });

  test('what kubectl or Spinnaker applied goes when the new manifest leaves it out, in the preview too', {
    timeout: 60_000,
  }, async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
    const theirs = deployment('web', { container: { env: [{ name: 'OLD', value: '1' }] } });
    const metadata = { name: 'web', namespace, annotations: { [lastApplied]: JSON.stringify(theirs) } };
    await client.create({ ...theirs, metadata }, { as: 'kubectl-client-side-apply' });
    const input = {
      client,
      manifests: [deployment('web')],
      moniker,
      defaultNamespace: namespace,
      skipSpecTemplateLabels: true,
    };

    const preview = await previewDeploy(input);
    const output = await deployManifests(input);

    expect(preview.manifests[0]?.summary).toContainEqual({
      path: 'spec.template.spec.containers[web].env',
      change: 'removed',
    });
    expect([preview.manifests[0]?.takeovers, output.takeovers]).toEqual([[], []]);
    const after = await live(namespace);
    expect(listAt(after, 'spec', 'template', 'spec', 'containers')[0]?.env).toBeUndefined();
    const kept = textAt(after, 'metadata', 'annotations', lastApplied);
    expect(kept).toContain(images.first);
    expect(kept).not.toContain('OLD');
  });

  /** What a person does with `kubectl edit`. */
  async function editImage(namespace: string, image: string): Promise<void> {
    const body = { spec: { template: { spec: { containers: [{ name: 'web', image }] } } } };
    const ref = { kind: 'Deployment', namespace, name: 'web' };
    await cluster.client.patch(ref, { type: 'strategic', body }, { as: 'somebody' });
  }
});

describe('a preview', () => {
  test('says what would change and writes nothing', async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const base = { client, moniker, defaultNamespace: namespace };
    await deployManifests({ ...base, manifests: [deployment('web')] });
    const preview = await previewDeploy({
      ...base,
      manifests: [deployment('web', { image: images.second }), configMap('new', { a: '1' })],
    });

    expect(preview.errors).toEqual([]);
    expect(preview.counts).toMatchObject({ created: 1, changed: 1 });
    const changed = preview.manifests.find((one) => one.change === 'changed');
    expect(changed?.summary).toEqual([
      { path: 'spec.template.spec.containers[web].image', change: 'changed' },
    ]);
    expect(changed?.diff).toContain(`+          image: ${images.second}`);
    expect(await client.get({ kind: 'ConfigMap', namespace, name: 'new-v000' })).toBeUndefined();
    const live = await client.get({ kind: 'Deployment', namespace, name: 'web' });
    expect(live && imagesOf(live)).toEqual([images.first]);
  });

  test('of what runs already shows no change, and its hash stays', async () => {
    const namespace = await cluster.namespace();
    const input = {
      client: cluster.client,
      moniker,
      defaultNamespace: namespace,
      manifests: [deployment('web')],
    };
    const before = await previewDeploy({ ...input, operationId: 'one' });
    await deployManifests(input);
    const after = await previewDeploy({ ...input, operationId: 'two' });
    expect(after.counts).toEqual({ created: 0, changed: 0, unchanged: 1, removed: 0 });
    expect(after.hash).toBe(before.hash);
  });

  test('never shows the value of a secret', async () => {
    const namespace = await cluster.namespace();
    const secret = (value: string) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      stringData: { password: value },
    });
    const base = { client: cluster.client, moniker, defaultNamespace: namespace };
    const output = await deployManifests({ ...base, manifests: [secret('canary-one')] });
    const preview = await previewDeploy({ ...base, manifests: [secret('canary-two')], versioned: false });
    const encoded = ['canary-one', 'canary-two'].flatMap((text) => [
      text,
      Buffer.from(text).toString('base64'),
    ]);
    const shown = JSON.stringify([output.manifests, preview]);
    for (const text of encoded) expect(shown).not.toContain(text);
  });

  test('names a refusal instead of failing', async () => {
    const namespace = await cluster.namespace();
    const broken = deployment('web', { spec: { selector: { matchLabels: { app: 'other' } } } });
    const preview = await previewDeploy({
      client: cluster.client,
      moniker,
      defaultNamespace: namespace,
      manifests: [broken],
    });
    expect(preview.errors.join()).toMatch(/deployment web: .*selector/s);
  });
});

test('a namespace and what lives in it are deployed together', async () => {
  const { client } = cluster;
  const name = `${await cluster.namespace()}-more`;
  const manifests = [deployment('web'), { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }];
  const output = await deployManifests({ client, manifests, moniker, namespaceOverride: name });
  expect(output.manifestNamesByNamespace).toEqual({ '': [`namespace ${name}`], [name]: ['deployment web'] });
  const report = await checkStability({
    client,
    refs: [{ kind: 'Deployment', namespace: name, name: 'web' }],
    diagnose: false,
  });
  expect(['waiting', 'stable']).toContain(report.state);
  await client.delete({ kind: 'Namespace', name });
});

test('a kind and an object of it are deployed together', { timeout: 30_000 }, async () => {
  const { client } = cluster;
  const group = `${await cluster.namespace()}.example.com`;
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `widgets.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets', singular: 'widget' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  };
  const namespace = await cluster.namespace();
  const widget = { apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name: 'w' }, spec: { size: 3 } };
  const output = await deployManifests({
    client,
    manifests: [widget, definition],
    moniker,
    defaultNamespace: namespace,
  });
  expect(output.manifestNamesByNamespace[namespace]).toEqual([`Widget.${group} w`]);
  const live = await client.get({ apiVersion: `${group}/v1`, kind: 'Widget', namespace, name: 'w' });
  expect(valueAt(live, 'spec', 'size')).toBe(3);
  expect(textAt(live, 'metadata', 'annotations', 'moniker.spinnaker.io/application')).toBe('suite');
  await client.delete({ kind: 'CustomResourceDefinition', name: `widgets.${group}` });
});

test('an object that is still being deleted is waited for and made anew', { timeout: 60_000 }, async () => {
  const { client } = cluster;
  const namespace = await cluster.namespace();
  const ref = { kind: 'ConfigMap', namespace, name: 'held' };
  const metadata = { name: 'held', namespace, finalizers: ['foredeck.test/hold'] };
  const held = await client.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'old' } });
  await client.delete(ref);
  const manifest = configMap('held', { a: 'new' }, { 'strategy.spinnaker.io/versioned': 'false' });
  const deploying = deployManifests({ client, manifests: [manifest], moniker, defaultNamespace: namespace });
  setTimeout(() => void client.patch(ref, { type: 'merge', body: { metadata: { finalizers: null } } }), 500);
  await deploying;
  const live = await client.get(ref);
  expect(live?.metadata.uid).not.toBe(held.metadata.uid);
  expect(valueAt(live, 'data', 'a')).toBe('new');
});

test('recreate deletes the object and makes it anew, once for an operation', {
  timeout: 60_000,
}, async () => {
  const { client } = cluster;
  const namespace = await cluster.namespace();
  const manifest = configMap(
    'plain',
    { a: '1' },
    { 'strategy.spinnaker.io/recreate': 'true', 'strategy.spinnaker.io/versioned': 'false' },
  );
  const deploy = async (operationId: string) => {
    await deployManifests({
      client,
      manifests: [manifest],
      moniker,
      defaultNamespace: namespace,
      operationId,
    });
    return (await client.get({ kind: 'ConfigMap', namespace, name: 'plain' }))?.metadata.uid;
  };
  const first = await deploy('one');
  expect(await deploy('one')).toBe(first);
  expect(await deploy('two')).not.toBe(first);
});
