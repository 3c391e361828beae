import type { StoreEvent } from './contract.ts';
import type { KubernetesObject, ResourceId } from './object.ts';
import { keyOf } from './table.ts';

/** The bounded memory of past changes that watches resume from and pages of an older list are rebuilt from. */
export interface History {
  add(event: StoreEvent): void;
  /** Events after this version, oldest first; undefined when some of them are forgotten already. */
  since(version: number, resource: ResourceId | '*'): StoreEvent[] | undefined;
  /** The objects as they were at an older version; undefined when that is forgotten. */
  rewind(
    resource: ResourceId,
    live: readonly KubernetesObject[],
    version: number,
  ): KubernetesObject[] | undefined;
}

function versionOf(object: KubernetesObject): number {
  return Number(object.metadata.resourceVersion);
}

/** @param forgotten the version before which nothing is known (what a restart found on disk) */
export function createHistory(length: number, forgotten: number): History {
  const events: StoreEvent[] = [];
  let floor = forgotten;
  const firstAfter = (version: number): number => {
    let low = 0;
    let high = events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const event = events[middle];
      if (event !== undefined && versionOf(event.object) <= version) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const since = (version: number, resource: ResourceId | '*'): StoreEvent[] | undefined => {
    if (version < floor) return undefined;
    const tail = events.slice(firstAfter(version));
    return resource === '*' ? tail : tail.filter((event) => event.resource === resource);
  };
  return {
    add(event) {
      events.push(event);
      // Cut in slices: one shift an event would move the whole array each time.
      if (events.length < length * 1.25) return;
      const gone = events.splice(0, events.length - length);
      const last = gone.at(-1);
      if (last !== undefined) floor = versionOf(last.object);
    },
    since,
    rewind(resource, live, version) {
      const later = since(version, resource);
      if (later === undefined) return undefined;
      if (later.length === 0) return [...live];
      const past = new Map(
        live.map((object) => [keyOf(object.metadata.namespace, object.metadata.name), object]),
      );
      for (const event of later.reverse()) {
        const key = keyOf(event.object.metadata.namespace, event.object.metadata.name);
        if (event.previous === undefined) past.delete(key);
        else past.set(key, event.previous);
      }
      return [...past.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
    },
  };
}
