import { kindNameOf } from '../kinds/kind-name.ts';
import type { KubernetesObject } from '../manifests/object.ts';
import type { Artifact } from './artifact.ts';
import { imageNameOf } from './image-name.ts';
import { type Reference, referencesOf } from './paths.ts';

export type BindingScope = {
  namespace: string | undefined;
  account: string;
  dockerImageBinding?: 'match-name-and-tag' | 'match-name-only' | undefined;
};

/** Writes artifacts' references into a copy of the manifest and says which artifacts found a place. The first that fits a place wins. */
export function replaceArtifacts(
  manifest: KubernetesObject,
  artifacts: readonly Artifact[],
  scope: BindingScope,
): { manifest: KubernetesObject; bound: Artifact[] } {
  const replaced = structuredClone(manifest);
  const usable = artifacts.filter((artifact) => isInScope(artifact, scope));
  const bound = new Set<Artifact>();
  for (const place of referencesOf(replaced)) {
    const artifact = usable.find((candidate) => fits(candidate, place, replaced, scope));
    if (artifact?.reference === undefined) continue;
    place.holder[place.key] = artifact.reference;
    bound.add(artifact);
  }
  // In the order they were offered, so that the answer does not depend on the manifest's layout.
  return { manifest: replaced, bound: usable.filter((artifact) => bound.has(artifact)) };
}

function fits(
  artifact: Artifact,
  place: Reference,
  manifest: KubernetesObject,
  scope: BindingScope,
): boolean {
  if (artifact.type !== place.type || artifact.name === undefined) return false;
  if (place.type !== 'docker/image') return artifact.name === place.value;
  const isWhole = scope.dockerImageBinding === 'match-name-only' || kindNameOf(manifest) === 'pod';
  return artifact.name === (isWhole ? place.value : imageNameOf(place.value));
}

// Only objects of Kubernetes live in a namespace and an account; an image may come from anywhere.
function isInScope(artifact: Artifact, scope: BindingScope): boolean {
  if (!artifact.type?.startsWith('kubernetes/')) return true;
  const account = artifact.metadata?.account;
  if (typeof account === 'string' && account !== '' && account !== scope.account) return false;
  return (artifact.location ?? '') === (scope.namespace ?? '');
}
