import {
  type Fields,
  isFields,
  type KubernetesObject,
  type ManagedFieldsEntry,
} from '../manifests/object.ts';
import { annotationOf } from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';

// Those whose earlier writes stand for "the manifest as it was deployed": kubectl and Spinnaker before us, and our own creates, replaces and
// undos, which the server records apart from our applies.
export const predecessors: ReadonlySet<string> = new Set([
  'kubectl-client-side-apply',
  'kubectl-create',
  'kubectl',
  'foredeck',
]);

/**
 * Server-side apply removes a field only from those who applied it before. An object that kubectl or Spinnaker deployed would so keep
 * whatever the new manifest left out. This hands their fields over to us first, as `kubectl apply --server-side` does; undefined when there
 * is nothing to hand over.
 */
export function claimedFields(live: KubernetesObject, manager: string): ManagedFieldsEntry[] | undefined {
  const entries = live.metadata.managedFields ?? [];
  const wasApplied = annotationOf(live, annotation.lastApplied) !== undefined;
  const isClaimed = (entry: ManagedFieldsEntry) =>
    entry.operation === 'Update' &&
    !entry.subresource &&
    entry.apiVersion === live.apiVersion &&
    predecessors.has(entry.manager) &&
    (entry.manager === manager || wasApplied);
  const claimed = entries.filter(isClaimed);
  if (claimed.length === 0) return undefined;
  const isOurs = (entry: ManagedFieldsEntry) =>
    entry.operation === 'Apply' && entry.manager === manager && entry.apiVersion === live.apiVersion;
  const ours = entries.find(isOurs);
  const fieldsV1 = [...claimed, ...(ours ? [ours] : [])].reduce<Fields>(
    (all, entry) => mergeFields(all, entry.fieldsV1 ?? {}),
    {},
  );
  const rest = entries.filter((entry) => !isClaimed(entry) && !isOurs(entry));
  const merged: ManagedFieldsEntry = {
    manager,
    operation: 'Apply',
    apiVersion: live.apiVersion,
    fieldsType: 'FieldsV1',
    fieldsV1,
    time: ours?.time ?? claimed[0]?.time,
  };
  return [...rest, merged];
}

/** The union of two field sets: they are nested objects whose leaves are empty objects. */
export function mergeFields(a: Fields, b: Fields): Fields {
  const merged: Fields = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const present = merged[key];
    merged[key] = isFields(present) && isFields(value) ? mergeFields(present, value) : value;
  }
  return merged;
}
