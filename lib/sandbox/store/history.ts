import type { StoreEvent } from './contract.ts';
import type { KubernetesObject, ResourceId } from './object.ts';
import { keyOf } from './table.ts';

/** The bounded memory of past changes that watches resume from and pages of an older list are rebuilt from. */
export interface History {
  add(event: StoreEvent): void;
  /** Lets go of everything up to this version, as if the memory began there. */
  forget(version: number): void;
  /** Events after this version, oldest first; undefined when some of them are forgotten already. */
  since(version: number, resource: ResourceId | '*'): StoreEvent[] | undefined;
  /** All objects of a kind as they were at an older version; undefined when that is forgotten. */
  rewind(
    resource: ResourceId,
    live: readonly KubernetesObject[],
    version: number,
  ): KubernetesObject[] | undefined;
}

function versionOf(object: KubernetesObject): number {
  return Number(object.metadata.resourceVersion);
}

interface Snapshot {
  readonly resource: ResourceId;
  readonly version: number;
  readonly objects: KubernetesObject[];
}

const MAX_SNAPSHOTS = 4;

/** The objects as they were before these events. */
function undo(live: readonly KubernetesObject[], later: readonly StoreEvent[]): KubernetesObject[] {
  const past = new Map(
    live.map((object) => [keyOf(object.metadata.namespace, object.metadata.name), object]),
  );
  for (const event of [...later].reverse()) {
    const key = keyOf(event.object.metadata.namespace, event.object.metadata.name);
    if (event.previous === undefined) past.delete(key);
    else past.set(key, event.previous);
  }
  return [...past.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
}

/** @param forgotten the version before which nothing is known (what a restart found on disk) */
export function createHistory(length: number, forgotten: number): History {
  const events: StoreEvent[] = [];
  let snapshots: readonly Snapshot[] = [];
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
    forget(version) {
      events.splice(0, firstAfter(version));
      floor = Math.max(floor, version);
    },
    since,
    rewind(resource, live, version) {
      const later = since(version, resource);
      if (later === undefined || later.length === 0) return later === undefined ? undefined : [...live];
      const known = snapshots.find((one) => one.resource === resource && one.version === version);
      const objects = known?.objects ?? undo(live, later);
      // The pages of one list ask for the same past again and again.
      if (known === undefined)
        snapshots = [{ resource, version, objects }, ...snapshots].slice(0, MAX_SNAPSHOTS);
      return objects;
    },
  };
}
