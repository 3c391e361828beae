import { randomUUID } from 'node:crypto';
import type { ObjectStore, StoreEvent, StoreOptions } from './contract.ts';
import { checkPreconditions, planDeletion } from './deletion.ts';
import { createHistory, type History } from './history.ts';
import { type Journal, openJournal, readJournal } from './journal.ts';
import { generateName } from './names.ts';
import {
  type DraftObject,
  deepFreeze,
  isJsonObject,
  type KubernetesObject,
  type ObjectMeta,
  type ResourceId,
  sameJson,
} from './object.ts';
import { alreadyExists, notFound } from './status-error.ts';
import { createTable, keyOf, type Table } from './table.ts';

export type {
  CreateOptions,
  DeleteOptions,
  ObjectStore,
  StoreEvent,
  StoreOptions,
  StoreRules,
  UpdateOptions,
} from './contract.ts';
export type { DraftObject, KubernetesObject, ObjectMeta, OwnerReference, ResourceId } from './object.ts';

/** A store together with the past it remembers; the API needs the past, controllers do not. */
export interface VersionedStore extends ObjectStore {
  readonly history: History;
}

/** RFC 3339 to the second, as Kubernetes writes `metav1.Time`. */
export function wireTime(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** A pod's place is given by the scheduler, not desired: binding it is no new generation. */
function desiredSpec(object: KubernetesObject): unknown {
  if (object.kind !== 'Pod' || !isJsonObject(object.spec)) return object.spec;
  const { nodeName: _, ...spec } = object.spec;
  return spec;
}

const REVISION = 'deployment.kubernetes.io/revision';

/** A deployment hands its annotations on to its ReplicaSets, so they are desired too; all but the one its controller writes. */
function handedOn({ kind, metadata }: KubernetesObject): unknown {
  if (kind !== 'Deployment') return undefined;
  const { [REVISION]: _, ...annotations } = metadata.annotations ?? {};
  return annotations;
}

/** Has anything but metadata and status changed? That is what counts as a new generation. */
function desiredChanged(before: KubernetesObject, after: KubernetesObject): boolean {
  if (!sameJson(desiredSpec(before), desiredSpec(after))) return true;
  if (!sameJson(handedOn(before), handedOn(after))) return true;
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const known of ['metadata', 'status', 'apiVersion', 'kind', 'spec']) fields.delete(known);
  return [...fields].some((field) => !sameJson(before[field], after[field]));
}

/** The identity of an object is the store's: whatever a writer says about it is replaced. */
function keepIdentity(live: KubernetesObject, changed: KubernetesObject): KubernetesObject {
  const { uid, creationTimestamp, name, namespace, resourceVersion, generateName: prefix } = live.metadata;
  const { deletionTimestamp, deletionGracePeriodSeconds, generation } = live.metadata;
  const metadata: ObjectMeta = {
    ...changed.metadata,
    name,
    namespace,
    uid,
    resourceVersion,
    creationTimestamp,
    generateName: prefix,
    generation,
    deletionTimestamp,
    deletionGracePeriodSeconds,
  };
  return { ...changed, apiVersion: live.apiVersion, kind: live.kind, metadata };
}

const META_ORDER: readonly (keyof ObjectMeta)[] = [
  'name',
  'generateName',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'managedFields',
];

/** The metadata as the wire shows it: in this order, without the fields that hold nothing. */
function tidy(metadata: Partial<ObjectMeta>): ObjectMeta {
  const kept = META_ORDER.map((name): [string, unknown] => [name, metadata[name]]).filter(
    ([, value]) =>
      value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0) && value !== null,
  );
  return Object.fromEntries(kept) as unknown as ObjectMeta;
}

/** Opens a store: in memory, or over a data folder whose content it finds again. */
export function createStore(options: StoreOptions = {}): VersionedStore {
  const clock = options.clock ?? (() => new Date());
  const rules = options.rules ?? {};
  const hasGeneration = rules.hasGeneration ?? ((_, object) => object.spec !== undefined);
  const tables = new Map<ResourceId, Table>();
  const owned = new Map<string, Map<string, { resource: ResourceId; key: string }>>();
  const listeners = new Map<ResourceId | '*', Set<(event: StoreEvent) => void>>();
  let version = 1;

  const tableOf = (resource: ResourceId): Table => {
    const table = tables.get(resource) ?? createTable();
    tables.set(resource, table);
    return table;
  };
  const indexOwners = (
    resource: ResourceId,
    key: string,
    before?: KubernetesObject,
    after?: KubernetesObject,
  ) => {
    if (before?.metadata.ownerReferences === after?.metadata.ownerReferences) return;
    const id = `${resource} ${key}`;
    for (const { uid } of before?.metadata.ownerReferences ?? []) {
      const dependents = owned.get(uid);
      dependents?.delete(id);
      if (dependents?.size === 0) owned.delete(uid);
    }
    for (const { uid } of after?.metadata.ownerReferences ?? []) {
      const dependents = owned.get(uid) ?? new Map();
      owned.set(uid, dependents.set(id, { resource, key }));
    }
  };
  const place = (resource: ResourceId, object: KubernetesObject): KubernetesObject | undefined => {
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const table = tableOf(resource);
    const before = table.get(key);
    table.set(key, object);
    indexOwners(resource, key, before, object);
    return before;
  };
  const displace = (resource: ResourceId, key: string): KubernetesObject | undefined => {
    const before = tables.get(resource)?.get(key);
    tables.get(resource)?.delete(key);
    indexOwners(resource, key, before, undefined);
    return before;
  };

  let journal: Journal | undefined;
  if (options.data !== undefined) {
    readJournal(options.data, (entry) => {
      if ('set' in entry) place(entry.of, deepFreeze(entry.set));
      else displace(entry.of, entry.gone);
      version = Math.max(version, 'set' in entry ? Number(entry.set.metadata.resourceVersion) : entry.at);
    });
    journal = openJournal(options.data, function* state() {
      for (const [of, table] of tables) for (const set of table.values()) yield { set, of };
      yield { gone: '', of: '', at: version };
    });
  }
  const history = createHistory(options.historyLength ?? 10_000, version);

  // A listener may write: its event waits its turn, so that every listener sees events in the order of their versions.
  const untold: StoreEvent[] = [];
  let telling = false;
  const notify = (event: StoreEvent) => {
    history.add(event);
    untold.push(event);
    if (telling) return;
    telling = true;
    try {
      for (let next = untold.shift(); next !== undefined; next = untold.shift()) {
        for (const listener of [...(listeners.get(next.resource) ?? []), ...(listeners.get('*') ?? [])]) {
          listener(next);
        }
      }
    } finally {
      telling = false;
    }
  };
  const commit = (resource: ResourceId, object: KubernetesObject): KubernetesObject => {
    version += 1;
    const metadata = tidy({ ...object.metadata, resourceVersion: String(version) });
    const stored = deepFreeze({ ...object, metadata });
    const previous = place(resource, stored);
    journal?.append({ set: stored, of: resource });
    notify(
      previous === undefined
        ? { type: 'ADDED', resource, object: stored }
        : { type: 'MODIFIED', resource, object: stored, previous },
    );
    return stored;
  };
  const remove = (resource: ResourceId, last: KubernetesObject): KubernetesObject => {
    version += 1;
    const key = keyOf(last.metadata.namespace, last.metadata.name);
    const previous = displace(resource, key);
    const object = deepFreeze({
      ...last,
      metadata: { ...tidy(last.metadata), resourceVersion: String(version) },
    });
    journal?.append({ gone: key, of: resource, at: version });
    notify({ type: 'DELETED', resource, object, previous: previous ?? last });
    return object;
  };

  const store: VersionedStore = {
    history,
    now: clock,
    resourceVersion: () => String(version),
    get: (resource, namespace, name) => tables.get(resource)?.get(keyOf(namespace, name)),
    list(resource, { namespace, matches } = {}) {
      const objects = tables.get(resource)?.values(namespace) ?? [];
      return matches === undefined ? objects : objects.filter(matches);
    },
    create(resource, draft, { dryRun = false, admitted = false } = {}) {
      const prepared = named(draft);
      const { name, namespace } = prepared.metadata;
      if (store.get(resource, namespace, name) !== undefined) throw alreadyExists(resource, name);
      const accepted = admitted ? prepared : named(rules.admit?.(resource, prepared, store) ?? prepared);
      const object = admitted ? accepted : (rules.track?.(resource, undefined, accepted) ?? accepted);
      const { metadata } = object;
      const made = {
        ...object,
        metadata: {
          ...metadata,
          uid: metadata.uid ?? randomUUID(),
          generation: hasGeneration(resource, object) ? 1 : undefined,
          creationTimestamp: wireTime(clock()),
          deletionTimestamp: undefined,
          deletionGracePeriodSeconds: undefined,
        },
      };
      return dryRun
        ? { ...made, metadata: tidy({ ...made.metadata, resourceVersion: undefined }) }
        : commit(resource, made);
    },
    update(resource, namespace, name, change, { subresource, dryRun = false, tracked = false } = {}) {
      const live = store.get(resource, namespace, name);
      const changed = live === undefined ? undefined : change(live);
      if (live === undefined || changed === undefined) return undefined;
      const wanted = keepIdentity(
        live,
        subresource === 'status'
          ? {
              ...live,
              status: changed.status,
              metadata: { ...live.metadata, managedFields: changed.metadata.managedFields },
            }
          : changed,
      );
      const tidied = { ...wanted, metadata: tidy(wanted.metadata) };
      if (sameJson(live, tidied)) return live;
      const next = tracked ? tidied : (rules.track?.(resource, live, tidied) ?? tidied);
      if (isFinished(next)) return dryRun ? next : remove(resource, next);
      const raise = live.metadata.generation !== undefined && desiredChanged(live, next);
      const generation = (live.metadata.generation ?? 0) + 1;
      const written = raise ? { ...next, metadata: { ...next.metadata, generation } } : next;
      return dryRun ? written : commit(resource, written);
    },
    delete(resource, namespace, name, deletion = {}) {
      const live = store.get(resource, namespace, name);
      if (live === undefined) throw notFound(resource, name);
      checkPreconditions(resource, live, deletion);
      const outcome = planDeletion(resource, live, deletion, clock());
      if (outcome.kind === 'unchanged') return live;
      if (deletion.dryRun === true) return outcome.kind === 'remove' ? live : outcome.object;
      return outcome.kind === 'remove' ? remove(resource, live) : commit(resource, outcome.object);
    },
    watch(resource, listener) {
      const set = listeners.get(resource) ?? new Set();
      listeners.set(resource, set.add(listener));
      return () => void set.delete(listener);
    },
    byOwner(uid) {
      return [...(owned.get(uid)?.values() ?? [])].flatMap(({ resource, key }) => {
        const object = tables.get(resource)?.get(key);
        return object === undefined ? [] : [{ resource, object }];
      });
    },
    resources: () => [...tables].filter(([, table]) => table.size > 0).map(([resource]) => resource),
    close: async () => journal?.close(),
  };
  return store;
}

/** Gives a draft its name; a draft with neither name nor prefix is refused by validation before it comes here. */
function named(draft: DraftObject): KubernetesObject {
  const { name, generateName: prefix } = draft.metadata;
  return { ...draft, metadata: { ...draft.metadata, name: name || generateName(prefix ?? '') } };
}

/** An object being deleted is gone once nothing holds it: no finalizers, no time left for a pod to stop. */
function isFinished(object: KubernetesObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, finalizers = [] } = object.metadata;
  if (deletionTimestamp === undefined || finalizers.length > 0 || deletionGracePeriodSeconds > 0)
    return false;
  if (object.kind !== 'Namespace') return true;
  const spec = object.spec as { finalizers?: unknown[] } | undefined;
  return (spec?.finalizers ?? []).length === 0;
}
