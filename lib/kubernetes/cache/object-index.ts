import { kindNameOf } from '../kinds/kind-name.ts';
import type { KubernetesObject, ObjectRef } from '../manifests/object.ts';
import { applicationOf, monikerOf } from '../naming/moniker-of.ts';
import type { CacheFilter } from './contract.ts';

/** Objects of one account and the ways to find them. A read costs what it returns, not what is stored. */
export type ObjectIndex = {
  entries: Map<string, Entry>;
  byUid: Map<string, Entry>;
  byApplication: Map<string, Set<Entry>>;
  byOwner: Map<string, Set<Entry>>;
  byKind: Map<string, Set<Entry>>;
  byNamespace: Map<string, Set<Entry>>;
};

export type Entry = {
  key: string;
  kind: string;
  object: KubernetesObject;
  application: string | undefined;
  cluster: string | undefined;
};

export type IndexEvent = { type: 'upsert' | 'delete'; object: KubernetesObject };
export type IndexChange = { type: 'added' | 'modified' | 'deleted'; entry: Entry };

export function createIndex(): ObjectIndex {
  return {
    entries: new Map(),
    byUid: new Map(),
    byApplication: new Map(),
    byOwner: new Map(),
    byKind: new Map(),
    byNamespace: new Map(),
  };
}

/**
 * The only way the index changes: no clock, no network, so a recorded sequence of events always gives the same index. Says what changed;
 * undefined when the event brought nothing new.
 */
export function applyEvent(index: ObjectIndex, event: IndexEvent): IndexChange | undefined {
  const key = keyOf(event.object);
  const known = index.entries.get(key);
  if (event.type === 'delete') {
    if (!known) return undefined;
    remove(index, known);
    return { type: 'deleted', entry: known };
  }
  const isSame =
    known !== undefined &&
    known.object.metadata.uid === event.object.metadata.uid &&
    known.object.metadata.resourceVersion === event.object.metadata.resourceVersion;
  if (isSame) return undefined;
  if (known) remove(index, known);
  const entry = entryOf(key, event.object);
  add(index, entry);
  return { type: known ? 'modified' : 'added', entry };
}

export function keyOf(object: KubernetesObject): string {
  return refKey({
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace: object.metadata.namespace,
    name: object.metadata.name ?? '',
  });
}

export function refKey(ref: ObjectRef): string {
  return `${kindKey(ref)}/${ref.namespace ?? ''}/${ref.name}`;
}

export function kindKey(type: { apiVersion?: string | undefined; kind: string }): string {
  return kindNameOf(type).toLowerCase();
}

/** Objects that fit, found by the narrowest index the filter allows. */
export function listEntries(index: ObjectIndex, filter: CacheFilter = {}): Entry[] {
  const kind = filter.kind === undefined ? undefined : kindKey({ kind: filter.kind });
  const sets = [
    filter.ownerUid === undefined ? undefined : (index.byOwner.get(filter.ownerUid) ?? new Set<Entry>()),
    filter.application === undefined
      ? undefined
      : (index.byApplication.get(filter.application.toLowerCase()) ?? new Set<Entry>()),
    kind === undefined ? undefined : (index.byKind.get(kind) ?? new Set<Entry>()),
    filter.namespace === undefined
      ? undefined
      : (index.byNamespace.get(filter.namespace) ?? new Set<Entry>()),
  ].filter((set): set is Set<Entry> => set !== undefined);
  const [narrowest, ...others] = sets.sort((a, b) => a.size - b.size);
  const candidates = narrowest ?? index.entries.values();
  const found: Entry[] = [];
  for (const entry of candidates) {
    if (!others.every((set) => set.has(entry))) continue;
    if (filter.cluster === undefined || entry.cluster === filter.cluster) found.push(entry);
  }
  return found;
}

function entryOf(key: string, object: KubernetesObject): Entry {
  const moniker = monikerOf(object);
  return {
    key,
    kind: kindKey(object),
    object,
    // What belongs to the whole cluster belongs to an application only when it says so itself.
    application: (
      applicationOf(object) ?? (object.metadata.namespace ? moniker.app : undefined)
    )?.toLowerCase(),
    cluster: moniker.cluster,
  };
}

function add(index: ObjectIndex, entry: Entry): void {
  index.entries.set(entry.key, entry);
  for (const [map, name] of placesOf(index, entry)) {
    const set = map.get(name);
    if (set) set.add(entry);
    else map.set(name, new Set([entry]));
  }
  if (entry.object.metadata.uid) index.byUid.set(entry.object.metadata.uid, entry);
}

function remove(index: ObjectIndex, entry: Entry): void {
  index.entries.delete(entry.key);
  for (const [map, name] of placesOf(index, entry)) {
    const set = map.get(name);
    set?.delete(entry);
    if (set?.size === 0) map.delete(name);
  }
  const { uid } = entry.object.metadata;
  if (uid && index.byUid.get(uid) === entry) index.byUid.delete(uid);
}

function placesOf(index: ObjectIndex, entry: Entry): [Map<string, Set<Entry>>, string][] {
  const { metadata } = entry.object;
  const places: [Map<string, Set<Entry>>, string][] = [
    [index.byKind, entry.kind],
    [index.byNamespace, metadata.namespace ?? ''],
  ];
  if (entry.application) places.push([index.byApplication, entry.application]);
  for (const owner of metadata.ownerReferences ?? []) places.push([index.byOwner, owner.uid]);
  return places;
}
