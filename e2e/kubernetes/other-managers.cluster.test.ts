import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imagesOf, kubernetesOperations, listAt, textAt } from '#lib/kubernetes/index.ts';
import { deployment, images } from './testing/manifests.ts';
import { type ClusterUnderTest, openCluster, settled } from './testing/open-cluster.ts';

const { deployManifests, previewDeploy } = kubernetesOperations;
const moniker = { app: 'suite' };

let cluster: ClusterUnderTest;
beforeAll(async () => {
  cluster = await openCluster();
}, 60_000);
afterAll(() => cluster.close());

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
