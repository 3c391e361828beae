import type { Artifact } from './artifact.ts';

/** What makes an artifact itself, for checking that a required one was bound. The account it is fetched with does not count. */
export function artifactKey(artifact: Artifact): string {
  const { type, name, version, location, reference } = artifact;
  return JSON.stringify([type, name, version, location, reference].map((part) => part ?? null));
}

export function isSameArtifact(a: Artifact, b: Artifact): boolean {
  return artifactKey(a) === artifactKey(b);
}

/** Required before optional; of those with the same type, name and place only the first counts. */
export function mergeArtifacts(...lists: readonly (readonly Artifact[] | undefined)[]): Artifact[] {
  const merged = new Map<string, Artifact>();
  for (const artifact of lists.flatMap((list) => list ?? [])) {
    const key = JSON.stringify([artifact.type ?? null, artifact.name ?? null, artifact.location ?? null]);
    if (!merged.has(key)) merged.set(key, artifact);
  }
  return [...merged.values()];
}
