import { apiVersionOf, type ServedResource } from '../../kinds/catalogue.ts';
import type { FieldType } from '../../kinds/field-type.ts';
import type { DraftObject, KubernetesObject, ManagedFieldsEntry } from '../../store/object.ts';
import { wireTime } from '../../store/store.ts';
import type { Api } from '../context.ts';
import type { WriteOptions } from '../verbs/write-options.ts';
import {
  difference,
  type FieldSet,
  intersection,
  isEmpty,
  only,
  sameSet,
  union,
  without,
} from './field-set.ts';
import { isSameManager, type Manager, readManagers, writeManagers } from './managers.ts';
import { type Comparison, compare } from './typed-fields.ts';
import { zeroObject } from './zero-object.ts';

// Fields that are the server's own: nobody manages them.
const UNMANAGED: readonly (readonly string[])[] = [
  ['f:apiVersion'],
  ['f:kind'],
  ...['name', 'namespace', 'creationTimestamp', 'uid', 'generation', 'resourceVersion', 'managedFields'].map(
    (name) => ['f:metadata', `f:${name}`],
  ),
  ...['deletionTimestamp', 'deletionGracePeriodSeconds'].map((name) => ['f:metadata', `f:${name}`]),
];

/** The metadata as such belongs to nobody: every object has some. */
function withoutMetadata(set: FieldSet): FieldSet {
  const metadata = set.children.get('f:metadata');
  if (!metadata?.member) return set;
  const rest = without(set, ['f:metadata']);
  if (metadata.children.size === 0) return rest;
  return union(rest, { member: false, children: new Map([['f:metadata', { ...metadata, member: false }]]) });
}

/** Drops what nobody manages, and what a write to this (sub)resource cannot touch. */
export function managedPart(
  resource: ServedResource,
  set: FieldSet,
  subresource: string | undefined,
): FieldSet {
  const own = withoutMetadata(UNMANAGED.reduce(without, { ...set, member: false }));
  if (subresource === 'status') return only(own, 'f:status');
  const hasStatus = resource.discovered.subresources?.some((below) => below.subresource === 'status');
  return hasStatus === true ? without(own, ['f:status']) : own;
}

/** The stored type of a resource: managed fields are kept in terms of the version that is stored. */
export function storedType(api: Api, resource: ServedResource): FieldType | undefined {
  return api.catalogue.typeOf(api.catalogue.stored(resource.storage.id) ?? resource);
}

/** Takes from every other manager what the change took from it. */
export function yieldTo(managers: readonly Manager[], change: Comparison): Manager[] {
  const changed = union(change.added, change.modified);
  return managers.map((manager) => {
    const lost = union(intersection(manager.owns, changed), intersection(manager.owns, change.removed));
    return isEmpty(lost) ? manager : { ...manager, owns: difference(manager.owns, lost) };
  });
}

/** Kinds that change too often, or are too many, for a record of which controller wrote what. */
export const UNTRACKED = [
  'pods',
  'events',
  'nodes',
  'leases.coordination.k8s.io',
  'endpoints',
  'endpointslices.discovery.k8s.io',
];

/** A single empty entry is how a client asks that the record be wiped. */
function isReset(entries: readonly ManagedFieldsEntry[] | undefined): boolean {
  return entries?.length === 1 && Object.keys(entries[0] ?? {}).length === 0;
}

/** The managers before this write: those the request brings, else those of the live object. */
function managersBefore(
  live: KubernetesObject | undefined,
  next: DraftObject,
  subresource?: string,
): Manager[] {
  const brought = next.metadata.managedFields;
  if (subresource === undefined && isReset(brought)) return [];
  const usesBrought = subresource === undefined && brought !== undefined && brought.length > 0;
  return readManagers(usesBrought ? brought : live?.metadata.managedFields);
}

/** Enters a create, update or patch into the managed fields: the writer owns what it changed. */
export function trackUpdate<T extends DraftObject>(
  api: Api,
  resource: ServedResource,
  live: KubernetesObject | undefined,
  next: T,
  options: WriteOptions,
  subresource?: string,
): T {
  const type = storedType(api, resource);
  const whole = compare(
    type,
    live ?? { ...zeroObject(type), kind: next.kind, apiVersion: next.apiVersion },
    next,
  );
  const change: Comparison = {
    added: managedPart(resource, whole.added, subresource),
    modified: managedPart(resource, whole.modified, subresource),
    removed: managedPart(resource, whole.removed, subresource),
  };
  const writer = {
    name: options.manager,
    operation: 'Update' as const,
    apiVersion: apiVersionOf(resource.group, resource.version),
    subresource: subresource ?? '',
  };
  const before = managersBefore(live, next, subresource);
  // Whose record was wiped has none until somebody applies it.
  if (live !== undefined && before.length === 0 && !UNTRACKED.includes(resource.storage.id))
    return { ...next, metadata: { ...next.metadata, managedFields: undefined } };
  const own = before.find((manager) => isSameManager(manager, writer));
  const others = yieldTo(
    before.filter((manager) => manager !== own),
    change,
  );
  const owned = own?.owns ?? { member: false, children: new Map() };
  const owns = difference(union(owned, union(change.added, change.modified)), change.removed);
  // The real server writes no time for those who scale.
  const now = subresource === 'scale' ? undefined : wireTime(api.store.now());
  const time = own !== undefined && sameSet(owns, owned) ? own.time : now;
  const managedFields = writeManagers([
    ...others,
    { ...writer, ...(time === undefined ? {} : { time }), owns },
  ]);
  return { ...next, metadata: { ...next.metadata, managedFields } };
}
