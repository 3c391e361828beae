import { createHash } from 'node:crypto';
import { isFields, type KubernetesObject } from '../manifests/object.ts';
import { annotationOf } from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';

/** Everything of a manifest but its metadata, hashed so that the order of keys does not matter. */
export function contentHash(object: KubernetesObject): string {
  const { metadata: _metadata, ...content } = object;
  return createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, 32);
}

/** JSON with sorted keys; what is undefined is left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (!isFields(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.keys(value)
    .sort()
    .filter((key) => value[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${entries.join(',')}}`;
}

/**
 * Whether a live version has the content of a manifest. Ours keep a hash of what was sent; those of Spinnaker and kubectl keep the whole
 * last applied manifest, which is compared without its metadata.
 */
export function hasSameContent(live: KubernetesObject, hash: string): boolean {
  const ours = annotationOf(live, annotation.contentHash);
  if (ours !== undefined) return ours === hash;
  const lastApplied = annotationOf(live, annotation.lastApplied);
  if (lastApplied === undefined) return false;
  try {
    const parsed: unknown = JSON.parse(lastApplied);
    return isManifest(parsed) && contentHash(parsed) === hash;
  } catch {
    return false;
  }
}

function isManifest(value: unknown): value is KubernetesObject {
  return isFields(value) && typeof value.kind === 'string';
}
