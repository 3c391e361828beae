import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kubernetesOperations } from '#lib/kubernetes/index.ts';
import { configMap, deployment } from './testing/manifests.ts';
import { type ClusterUnderTest, openCluster } from './testing/open-cluster.ts';

const { deployManifests } = kubernetesOperations;
const moniker = { app: 'suite' };

let cluster: ClusterUnderTest;
beforeAll(async () => {
  cluster = await openCluster();
}, 60_000);
afterAll(() => cluster.close());

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
