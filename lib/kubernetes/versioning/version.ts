import type { Artifact } from '../artifacts/artifact.ts';
import { kindNameOf, kindOf } from '../kinds/kind-name.ts';
import type { KubernetesObject } from '../manifests/object.ts';
import { annotationOf } from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';

/** `v007`: at least three digits, more when needed. */
export function versionText(version: number): string {
  return `v${String(version).padStart(3, '0')}`;
}

/** Undefined for anything but `v` and digits. */
export function parseVersion(text: string | undefined): number | undefined {
  return text !== undefined && /^v\d{1,9}$/.test(text) ? Number(text.slice(1)) : undefined;
}

/** One more than the highest; the first is 0. Texts that are no versions do not count. */
export function nextVersion(existing: readonly (string | undefined)[]): number {
  return existing.reduce((next, text) => Math.max(next, (parseVersion(text) ?? -1) + 1), 0);
}

/** Annotation, else what the stage says, else the kind's habit. `customVersioned` speaks for a kind the account describes. */
export function isVersioned(
  object: KubernetesObject,
  stageVersioned: boolean | null | undefined,
  customVersioned?: boolean | undefined,
): boolean {
  const wished = annotationOf(object, annotation.versioned)?.toLowerCase();
  if (wished === 'true') return true;
  if (wished === 'false') return false;
  return stageVersioned ?? customVersioned ?? kindOf(object).versioned;
}

/** The artifact that stands for a deployed object. Without a version the reference is the name itself. */
export function artifactOf(
  object: KubernetesObject,
  facts: { account: string; namespace: string | undefined; version: number | undefined },
): Artifact {
  const name = object.metadata.name ?? '';
  const version = facts.version === undefined ? '' : versionText(facts.version);
  return {
    type: `kubernetes/${kindNameOf(object)}`,
    name,
    location: facts.namespace,
    version,
    reference: version === '' ? name : `${name}-${version}`,
    metadata: { account: facts.account },
  };
}
