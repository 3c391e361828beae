import type {
  DeleteOptions,
  DraftObject,
  KubernetesObject,
  ObjectStore,
  ResourceId,
} from '../../store/contract.ts';
import { controllerOf, type Draft, type Stored } from '../objects/meta.ts';

/** Objects of one resource, with the type their kind has. */
export interface Collection<T extends Stored> {
  readonly resource: ResourceId;
  get(namespace: string | undefined, name: string): T | undefined;
  list(namespace?: string, matches?: (object: T) => boolean): readonly T[];
  create(object: Draft<T>): T;
  update(object: Stored, change: (live: T) => T | undefined): T | undefined;
  /** Writes the status alone; `change` answers the status to have. */
  updateStatus(object: Stored, change: (live: T) => unknown): T | undefined;
  /** Deletes; an object that is gone already is fine. */
  remove(object: Stored, options?: DeleteOptions): void;
  /** Those that name the owner in their references, as its controller or otherwise. */
  ownedBy(uid: string): readonly T[];
  /** Those that the owner controls. */
  controlledBy(uid: string): readonly T[];
}

/**
 * Reads stored objects as objects of a known kind. The casts hold because the API validates every write by the kind's
 * schema before it is stored.
 */
export function typed<T extends Stored>(object: KubernetesObject): T {
  return object as unknown as T;
}

function untyped(object: unknown): KubernetesObject {
  return object as KubernetesObject;
}

function draft(object: unknown): DraftObject {
  return object as DraftObject;
}

/** The objects of a resource in the store. */
export function collection<T extends Stored>(store: ObjectStore, resource: ResourceId): Collection<T> {
  function change(
    object: Stored,
    make: (live: T) => unknown,
    options?: { subresource: 'status' },
  ): T | undefined {
    const { namespace, name, uid } = object.metadata;
    const written = store.update(
      resource,
      namespace,
      name,
      (live) => {
        // The name may by now belong to a newer object, which is not the one that was decided about.
        if (live.metadata.uid !== uid) return undefined;
        const made = make(typed<T>(live));
        return made === undefined ? undefined : untyped(made);
      },
      options,
    );
    return written && typed<T>(written);
  }
  const ownedBy = (uid: string) =>
    store.byOwner(uid).flatMap((entry) => (entry.resource === resource ? [typed<T>(entry.object)] : []));
  return {
    resource,
    get(namespace, name) {
      const object = store.get(resource, namespace, name);
      return object && typed<T>(object);
    },
    list(namespace, matches) {
      const objects = store.list(resource, {
        ...(namespace === undefined ? {} : { namespace }),
        ...(matches === undefined ? {} : { matches: (object) => matches(typed<T>(object)) }),
      });
      return objects.map((object) => typed<T>(object));
    },
    create: (object) => typed<T>(store.create(resource, draft(object))),
    update: (object, make) => change(object, make),
    updateStatus: (object, make) =>
      change(
        object,
        (live) => {
          const status = make(live);
          return status === undefined ? undefined : { ...live, status };
        },
        { subresource: 'status' },
      ),
    remove(object, options) {
      const live = store.get(resource, object.metadata.namespace, object.metadata.name);
      if (!live || live.metadata.uid !== object.metadata.uid) return;
      store.delete(resource, object.metadata.namespace, object.metadata.name, options);
    },
    ownedBy,
    controlledBy: (uid) => ownedBy(uid).filter((object) => controllerOf(object)?.uid === uid),
  };
}
