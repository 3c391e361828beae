import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kubernetesOperations, parseManifests } from '#lib/kubernetes/index.ts';
import { type ClusterUnderTest, openCluster, settled } from './testing/open-cluster.ts';

const { deployManifests } = kubernetesOperations;
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
