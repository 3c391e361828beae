import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ClusterClient, type KubernetesObject, parseManifests } from '#lib/kubernetes/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { useWorker } from './testing/use-worker.ts';

/**
 * Manifests of public projects, each deployed by a pipeline of the whole worker: on $KUBECONFIG where it is set, else on
 * the sandbox. A file that the cluster refuses must fail in the cluster's own words.
 */
const folder = join(process.env.FOREDECK_VECTORS ?? '../shared/vectors', 'manifests');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
const LIMIT_MS = 240_000;

useTestDatabase();
const worker = useWorker('vectors');

describe.runIf(files.length > 0)('manifests of public projects', () => {
  test.each(files)(
    '%s is deployed and becomes stable, or fails in the words of the cluster',
    { timeout: LIMIT_MS },
    async (file) => {
      const { manifests, faults } = parseManifests(readFileSync(join(folder, file), 'utf8'));
      expect(faults).toEqual([]);
      const namespace = `vec-${basename(file, '.yaml')}`;
      const client = await worker.client();
      await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
      const volumes = await volumesOf(manifests, client);
      const { run, stage } = await worker.deploy(file, { namespaceOverride: namespace, manifests });
      await Promise.all(volumes.map((name) => client.delete({ kind: 'PersistentVolume', name })));
      if (run.status === 'SUCCEEDED') return;
      // Kinds that this cluster does not serve (Istio's, say) are the one reason for which these files may be refused.
      expect(stage?.error).toMatch(/does not (serve|know)|no matches for kind|is not served/i);
    },
  );
});

/** Simulated nodes have nobody who makes volumes: those of the classes that a file brings are made for it by hand. */
async function volumesOf(manifests: readonly KubernetesObject[], client: ClusterClient): Promise<string[]> {
  const { items: nodes } = await client.list({ kind: 'Node' });
  const isSimulated = nodes.some(({ metadata }) => metadata.annotations?.['kwok.x-k8s.io/node']);
  const classes = isSimulated ? manifests.filter(({ kind }) => kind === 'StorageClass') : [];
  const wanted = classes.flatMap(({ metadata }) =>
    [1, 2, 3].map((index) => [metadata.name ?? '', index] as const),
  );
  return Promise.all(
    wanted.map(async ([storageClassName, index]) => {
      const name = `vec-${storageClassName}-${index}`;
      await client.apply({
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name },
        spec: {
          storageClassName,
          accessModes: ['ReadWriteOnce'],
          capacity: { storage: '10Gi' },
          hostPath: { path: `/tmp/${name}` },
        },
      });
      return name;
    }),
  );
}
