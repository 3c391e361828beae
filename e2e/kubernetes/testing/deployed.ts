import { type KubernetesObject, kubernetesOperations, type ObjectRef } from '#lib/kubernetes/index.ts';
import { type ClusterUnderTest, settled } from './open-cluster.ts';

/** Deploys the versions of one object one after the other into a fresh namespace, each until it has settled. */
export async function deployedOn(
  cluster: ClusterUnderTest,
  ...versions: readonly KubernetesObject[]
): Promise<{ ref: ObjectRef; namespace: string }> {
  const namespace = await cluster.namespace();
  const [first] = versions;
  const ref = { kind: first?.kind ?? '', namespace, name: first?.metadata.name ?? '' };
  for (const manifest of versions) {
    await kubernetesOperations.deployManifests({
      client: cluster.client,
      manifests: [manifest],
      moniker: { app: 'suite' },
      defaultNamespace: namespace,
    });
    await settled(cluster.client, [ref]);
  }
  return { ref, namespace };
}
