import { manifestNameOf } from '../kinds/kind-name.ts';
import { type KubernetesObject, refOf } from '../manifests/object.ts';
import { annotationOf } from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';
import { strategyOf } from '../strategies/deploy-strategy.ts';
import { surplusVersions } from '../versioning/choose-version.ts';
import type { DeleteOutcome, Operation } from './contract.ts';
import { deleteThis } from './delete-manifest.ts';
import { surroundingsOf } from './surroundings.ts';

/** Deletes the versions that `max-version-history` no longer keeps, the oldest first; never one of those just deployed. */
export async function cleanupArtifacts(
  input: Operation & { manifests: readonly KubernetesObject[] },
): Promise<DeleteOutcome> {
  const around = surroundingsOf(input.client, input.signal);
  const deployed = new Set(input.manifests.map((manifest) => manifestNameOf(manifest)));
  const outcome: DeleteOutcome = { deleted: [], missing: [], manifestNamesByNamespace: {} };
  for (const manifest of input.manifests) {
    const keep = strategyOf(manifest).maxVersionHistory;
    const name = annotationOf(manifest, annotation.artifactName);
    if (keep === undefined || name === undefined || !annotationOf(manifest, annotation.artifactVersion))
      continue;
    const surplus = surplusVersions(name, await around.sameKind(manifest), Math.max(1, keep));
    for (const version of surplus) {
      if (deployed.has(manifestNameOf(version))) continue;
      const wasThere = await deleteThis(version, { propagation: 'Background' }, input);
      (wasThere ? outcome.deleted : outcome.missing).push(refOf(version));
    }
  }
  for (const ref of outcome.deleted) {
    const namespace = ref.namespace ?? '';
    const names = outcome.manifestNamesByNamespace[namespace] ?? [];
    outcome.manifestNamesByNamespace[namespace] = [...names, manifestNameOf(ref)];
  }
  return outcome;
}
