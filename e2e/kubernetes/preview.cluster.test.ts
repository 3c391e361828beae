import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imagesOf, kubernetesOperations } from '#lib/kubernetes/index.ts';
import { configMap, deployment, images } from './testing/manifests.ts';
import { type ClusterUnderTest, openCluster } from './testing/open-cluster.ts';

const { deployManifests, previewDeploy } = kubernetesOperations;
const moniker = { app: 'suite' };

let cluster: ClusterUnderTest;
beforeAll(async () => {
  cluster = await openCluster();
}, 60_000);
afterAll(() => cluster.close());

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
