import type { ObjectStore, ResourceId, StoreEvent } from '../../store/contract.ts';
import { controllerOf, type Stored } from '../objects/meta.ts';
import { typed } from './collection.ts';

/** Knows the objects that nobody controls, so that adopting needs no search through all. */
export interface Orphans {
  in<T extends Stored>(resource: ResourceId, namespace: string | undefined): readonly T[];
}

/** Keeps the index for these resources, from the events the caller passes on. */
export function createOrphans(
  store: ObjectStore,
  resources: readonly ResourceId[],
): Orphans & { observe(event: StoreEvent): void } {
  const names = new Map<string, Set<string>>();
  const followed = new Set(resources);
  const bucketOf = (resource: string, namespace: string | undefined) => `${resource} ${namespace ?? ''}`;
  return {
    observe({ type, resource, object }) {
      if (!followed.has(resource)) return;
      const { namespace, name } = object.metadata;
      const key = bucketOf(resource, namespace);
      const isOrphan = type !== 'DELETED' && controllerOf(typed<Stored>(object)) === undefined;
      const bucket = names.get(key);
      if (isOrphan) {
        if (bucket) bucket.add(name);
        else names.set(key, new Set([name]));
      } else if (bucket?.delete(name) && bucket.size === 0) names.delete(key);
    },
    in<T extends Stored>(resource: ResourceId, namespace: string | undefined): T[] {
      const bucket = names.get(bucketOf(resource, namespace)) ?? [];
      return [...bucket].flatMap((name) => {
        const object = store.get(resource, namespace, name);
        return object ? [typed<T>(object)] : [];
      });
    },
  };
}
