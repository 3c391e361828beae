import type { KubernetesObject } from './object.ts';

/** The objects of one kind, found by key and kept in the order of their keys (namespace, then name). */
export interface Table {
  readonly size: number;
  get(key: string): KubernetesObject | undefined;
  set(key: string, object: KubernetesObject): void;
  delete(key: string): void;
  /** Objects in order; of one namespace when it is given. */
  values(namespace?: string): KubernetesObject[];
}

/** `namespace/name`, or the name alone for what lives outside namespaces. */
export function keyOf(namespace: string | undefined, name: string): string {
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}

/** The first place in the sorted keys that is not before `key`. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function createTable(): Table {
  const objects = new Map<string, KubernetesObject>();
  const keys: string[] = [];
  return {
    get size() {
      return objects.size;
    },
    get: (key) => objects.get(key),
    set(key, object) {
      if (!objects.has(key)) keys.splice(lowerBound(keys, key), 0, key);
      objects.set(key, object);
    },
    delete(key) {
      if (objects.delete(key)) keys.splice(lowerBound(keys, key), 1);
    },
    values(namespace) {
      const from = namespace === undefined ? 0 : lowerBound(keys, `${namespace}/`);
      // '0' follows '/' in ASCII, so this bound closes the namespace.
      const to = namespace === undefined ? keys.length : lowerBound(keys, `${namespace}0`);
      const found: KubernetesObject[] = [];
      for (let index = from; index < to; index += 1) {
        const object = objects.get(keys[index] ?? '');
        if (object !== undefined) found.push(object);
      }
      return found;
    },
  };
}
