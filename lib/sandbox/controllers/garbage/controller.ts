// Deletes what lost its owner, and carries out the two slow ways to delete:
//   foreground  the object stays, marked, until the dependents that block it are gone
//   orphan      the dependents lose the reference to the object, then it goes
import type { KubernetesObject, ObjectStore, StoreEvent } from '../../store/contract.ts';
import { isStatus } from '../../store/status-error.ts';
import type { Cluster } from '../runtime/cluster.ts';
import type { Controller } from '../runtime/controller.ts';

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';
/** Dependents handled in one turn. */
const BATCH = 100;

interface Place {
  resource: string;
  namespace: string | undefined;
  name: string;
  uid: string;
}

/** Collects garbage over all kinds. */
export function garbageCollector(cluster: Cluster): Controller {
  const { store } = cluster;
  const alive = new Set<string>();
  /** Owners in foreground deletion: when a dependent goes, they are looked at again. */
  const blocked = new Map<string, Place>();

  function keysOf({ type, resource, object }: StoreEvent): string[] {
    const { uid, deletionTimestamp, finalizers, ownerReferences } = object.metadata;
    if (uid === undefined) return [];
    const keys: string[] = [];
    if (type === 'DELETED') {
      alive.delete(uid);
      blocked.delete(uid);
      if (store.byOwner(uid).length > 0) keys.push(`gone ${uid}`);
    } else {
      alive.add(uid);
      const place = placeText(resource, object);
      if (deletionTimestamp && finalizers?.some((name) => name === FOREGROUND || name === ORPHAN))
        keys.push(`finalize ${place}`);
      if (type === 'ADDED' && ownerReferences) keys.push(`check ${place}`);
    }
    for (const owner of ownerReferences ?? []) {
      const place = blocked.get(owner.uid);
      if (place) keys.push(`finalize ${[place.resource, place.namespace ?? '', place.name].join(' ')}`);
    }
    return keys;
  }

  function reconcile(key: string): number | undefined {
    const [task = '', first = '', namespace = '', name = ''] = key.split(' ');
    if (task === 'gone') return deleteDependents(first, undefined);
    const object = store.get(first, namespace === '' ? undefined : namespace, name);
    if (!object) return undefined;
    if (task === 'check') {
      check(first, object);
      return undefined;
    }
    const { deletionTimestamp, finalizers = [] } = object.metadata;
    if (!deletionTimestamp) return undefined;
    if (finalizers.includes(ORPHAN)) return orphanDependents(first, object);
    if (finalizers.includes(FOREGROUND)) return finishForeground(first, object);
    return undefined;
  }

  /** A dependent is garbage when none of its owners lives; a dead owner beside living ones is struck out. */
  function check(resource: string, object: KubernetesObject, policy?: 'Foreground'): void {
    const owners = object.metadata.ownerReferences ?? [];
    if (owners.length === 0 || object.metadata.deletionTimestamp) return;
    const living = owners.filter(({ uid }) => alive.has(uid) && !blocked.has(uid));
    const { namespace, name, uid } = object.metadata;
    if (living.length > 0) {
      if (living.length < owners.length) setOwners(store, resource, object, living);
      return;
    }
    ignoreMissing(() =>
      store.delete(resource, namespace, name, {
        propagationPolicy: policy ?? 'Background',
        ...(uid === undefined ? {} : { preconditions: { uid } }),
      }),
    );
  }

  function deleteDependents(ownerUid: string, policy: 'Foreground' | undefined): number | undefined {
    const dependents = store
      .byOwner(ownerUid)
      .filter(({ object }) => object.metadata.deletionTimestamp === undefined);
    for (const { resource, object } of dependents.slice(0, BATCH)) {
      const hasDependents = store.byOwner(object.metadata.uid ?? '').length > 0;
      check(resource, object, policy && hasDependents ? policy : undefined);
    }
    return dependents.length > BATCH ? 0 : undefined;
  }

  function orphanDependents(resource: string, object: KubernetesObject): number | undefined {
    const uid = object.metadata.uid ?? '';
    const dependents = store.byOwner(uid);
    for (const dependent of dependents.slice(0, BATCH)) {
      const others = (dependent.object.metadata.ownerReferences ?? []).filter((owner) => owner.uid !== uid);
      setOwners(store, dependent.resource, dependent.object, others);
    }
    if (dependents.length > BATCH) return 0;
    removeFinalizer(store, resource, object, ORPHAN);
    return undefined;
  }

  function finishForeground(resource: string, object: KubernetesObject): number | undefined {
    const { uid = '', namespace, name } = object.metadata;
    blocked.set(uid, { resource, namespace, name, uid });
    const again = deleteDependents(uid, 'Foreground');
    const isBlocked = store
      .byOwner(uid)
      .some((dependent) =>
        dependent.object.metadata.ownerReferences?.some(
          (owner) => owner.uid === uid && owner.blockOwnerDeletion,
        ),
      );
    if (isBlocked) return again;
    removeFinalizer(store, resource, object, FOREGROUND);
    return undefined;
  }

  return { name: 'garbage-collector', watches: { '*': keysOf }, reconcile };
}

function placeText(resource: string, { metadata }: KubernetesObject): string {
  return [resource, metadata.namespace ?? '', metadata.name].join(' ');
}

function setOwners(
  store: ObjectStore,
  resource: string,
  { metadata }: KubernetesObject,
  owners: KubernetesObject['metadata']['ownerReferences'],
): void {
  store.update(resource, metadata.namespace, metadata.name, (live) => ({
    ...live,
    metadata: { ...live.metadata, ownerReferences: owners },
  }));
}

function removeFinalizer(
  store: ObjectStore,
  resource: string,
  { metadata }: KubernetesObject,
  finalizer: string,
): void {
  store.update(resource, metadata.namespace, metadata.name, (live) => ({
    ...live,
    metadata: {
      ...live.metadata,
      finalizers: (live.metadata.finalizers ?? []).filter((name) => name !== finalizer),
    },
  }));
}

function ignoreMissing(run: () => void): void {
  try {
    run();
  } catch (error) {
    // Somebody else was quicker, or the name belongs to a newer object: either way the work is done.
    if (!isStatus(error, 'NotFound') && !isStatus(error, 'Conflict')) throw error;
  }
}
