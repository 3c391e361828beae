import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { annotationOf, imagesOf, kubernetesOperations } from '#lib/kubernetes/index.ts';
import { deployedOn } from './testing/deployed.ts';
import { deployment, service } from './testing/manifests.ts';
import { type ClusterUnderTest, openCluster } from './testing/open-cluster.ts';

const operations = kubernetesOperations;
const moniker = { app: 'suite' };

let cluster: ClusterUnderTest;
beforeAll(async () => {
  cluster = await openCluster();
}, 60_000);
afterAll(() => cluster.close());

const deployed = (...versions: Parameters<typeof deployedOn>[1][]) => deployedOn(cluster, ...versions);

describe('patch', () => {
  test('merges strategically and puts artifacts in', async () => {
    const { client } = cluster;
    const { ref } = await deployed(deployment('web', { image: 'registry/web:1' }));
    const output = await operations.patchManifest({
      client,
      ref,
      mergeStrategy: 'strategic',
      patchBody: { spec: { template: { spec: { containers: [{ name: 'web', image: 'registry/web' }] } } } },
      requiredArtifacts: [{ type: 'docker/image', name: 'registry/web', reference: 'registry/web:2' }],
    });
    expect(imagesOf(output.manifest)).toEqual(['registry/web:2']);
    expect(output.boundArtifacts.map((artifact) => artifact.reference)).toEqual(['registry/web:2']);
  });

  test('by JSON Patch is applied once for an operation', async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const ref = { kind: 'Service', namespace, name: 'web' };
    await operations.deployManifests({
      client,
      manifests: [service('web', { app: 'web' })],
      moniker,
      defaultNamespace: namespace,
    });
    const input = {
      client,
      ref,
      operationId: 'run/patch',
      mergeStrategy: 'json' as const,
      patchBody: [{ op: 'add', path: '/spec/ports/-', value: { name: 'more', port: 81 } }],
    };
    await client.patch(ref, {
      type: 'json',
      body: [{ op: 'add', path: '/spec/ports/0/name', value: 'http' }],
    });
    await operations.patchManifest(input);
    const { manifest } = await operations.patchManifest(input);
    expect(JSON.stringify(manifest.spec)).toMatch(/"name":"more"/);
    expect(annotationOf(manifest, 'foredeck.io/operation')).toBe('run/patch');
  });
});
