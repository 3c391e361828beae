import type { KubernetesObject } from '../manifests/object.ts';
import { annotationOf, podTemplateOf } from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';
import { contentHash, hasSameContent } from './content.ts';
import { nextVersion, parseVersion } from './version.ts';

export type ChosenVersion = { version: number; reused: boolean; hash: string };

/**
 * The version a manifest gets, given the live objects of its kind and namespace. A version with the same content is used again (the
 * newest, if several), except for what makes pods: a new server group is wanted each time. The version that the same operation made before
 * it was cut off is always used again. Else a new one is counted.
 */
export function chooseVersion(
  manifest: KubernetesObject,
  live: readonly KubernetesObject[],
  operationId?: string | undefined,
): ChosenVersion {
  const hash = contentHash(manifest);
  const versions = versionsOf(manifest.metadata.name ?? '', live);
  const makesPods = manifest.kind === 'Pod' || podTemplateOf(manifest) !== undefined;
  const reusable = versions.findLast(
    (object) =>
      versionOf(object) !== undefined &&
      ((!makesPods && hasSameContent(object, hash)) ||
        (operationId !== undefined && annotationOf(object, annotation.operation) === operationId)),
  );
  const version = reusable && versionOf(reusable);
  if (version !== undefined) return { version, reused: true, hash };
  return { version: nextVersion(versions.map(versionTextOf)), reused: false, hash };
}

/** Live versions of a name, oldest first. */
export function versionsOf(name: string, live: readonly KubernetesObject[]): KubernetesObject[] {
  return live
    .filter((object) => annotationOf(object, annotation.artifactName) === name)
    .sort((a, b) => compareAge(a, b));
}

/** The versions that `max-version-history` no longer keeps: the oldest ones. */
export function surplusVersions(
  name: string,
  live: readonly KubernetesObject[],
  keep: number,
): KubernetesObject[] {
  const versions = versionsOf(name, live).filter((object) => versionOf(object) !== undefined);
  return versions.slice(0, Math.max(0, versions.length - keep));
}

// Creation times have whole seconds only: two versions of one second are told apart by their numbers.
function compareAge(a: KubernetesObject, b: KubernetesObject): number {
  const byTime = (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? '');
  return byTime === 0 ? (versionOf(a) ?? -1) - (versionOf(b) ?? -1) : byTime;
}

function versionTextOf(object: KubernetesObject): string | undefined {
  return annotationOf(object, annotation.artifactVersion);
}

function versionOf(object: KubernetesObject): number | undefined {
  return parseVersion(versionTextOf(object));
}
