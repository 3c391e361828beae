import type { Budget } from '../budget.ts';
import { javaFault } from '../errors.ts';
import { keyOf } from './equality.ts';
import {
  ArrayValue,
  type BeanValue,
  CollectionValue,
  EntryValue,
  fromPlain,
  isList,
  MapValue,
  type PlainMap,
} from './value.ts';

/**
 * Reads and changes lists and maps. An expression may assign (`x = 7`, `n++`, `list.add(1)`); what it writes lives
 * here and ends with the expression, so that a context is never changed.
 */
export class Overlay {
  readonly #lists = new Map<object, unknown[]>();
  readonly #maps = new Map<object, Map<string, EntryValue>>();
  readonly #beans = new Map<BeanValue, Map<string, { value: unknown }>>();
  readonly #frozen = new WeakSet<object>();
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  get isClean(): boolean {
    return this.#lists.size === 0 && this.#maps.size === 0;
  }

  /** Marks a list or map literal as unchangeable. */
  freeze<T extends object>(value: T): T {
    this.#frozen.add(value);
    return value;
  }

  #checkWritable(value: object): void {
    if (this.#frozen.has(value)) throw javaFault('a list or map written in the expression cannot be changed');
  }

  /** Elements of a list, array, set or other collection; undefined for anything else. */
  items(value: unknown): readonly unknown[] | undefined {
    if (isList(value)) return this.#lists.get(value) ?? value;
    if (value instanceof ArrayValue || value instanceof CollectionValue) {
      return this.#lists.get(value) ?? value.items;
    }
    return undefined;
  }

  writableItems(value: object): unknown[] {
    this.#checkWritable(value);
    const known = this.#lists.get(value);
    if (known) return known;
    const items = this.items(value) ?? [];
    this.#budget.allocate(items.length);
    const copy = [...items];
    this.#lists.set(value, copy);
    return copy;
  }

  /** The value at a key, undefined when the map has no such key. Only own keys are looked at. */
  get(map: PlainMap | MapValue, key: unknown): unknown {
    const entries = this.#maps.get(map) ?? (map instanceof MapValue ? map.entries : undefined);
    const entry = entries?.get(keyOf(key));
    if (entry) return fromPlain(entry.value);
    if (map instanceof MapValue) return typeof key === 'string' ? map.fallback?.(key) : undefined;
    if (entries) return undefined;
    if (typeof key !== 'string' || !Object.hasOwn(map, key)) return undefined;
    return fromPlain(map[key]);
  }

  has(map: PlainMap | MapValue, key: unknown): boolean {
    const written = this.#maps.get(map);
    if (written) return written.has(keyOf(key));
    if (map instanceof MapValue) return map.entries.has(keyOf(key));
    return typeof key === 'string' && Object.hasOwn(map, key);
  }

  size(map: PlainMap | MapValue): number {
    const written = this.#maps.get(map);
    if (written) return written.size;
    return map instanceof MapValue ? map.entries.size : Object.keys(map).length;
  }

  entries(map: PlainMap | MapValue): EntryValue[] {
    const written = this.#maps.get(map);
    if (written) return [...written.values()];
    if (map instanceof MapValue) return [...map.entries.values()];
    const keys = Object.keys(map);
    this.#budget.step(keys.length);
    return keys.map((key) => new EntryValue(key, fromPlain(map[key])));
  }

  writableMap(map: PlainMap | MapValue): Map<string, EntryValue> {
    this.#checkWritable(map);
    const known = this.#maps.get(map);
    if (known) return known;
    const entries = this.entries(map);
    this.#budget.allocate(entries.length);
    const copy = new Map(entries.map((entry) => [keyOf(entry.key), entry]));
    this.#maps.set(map, copy);
    return copy;
  }

  /** Sets a property of a bean. */
  write(bean: BeanValue, property: string, value: unknown): void {
    this.#budget.allocate(1);
    const written = this.#beans.get(bean) ?? new Map<string, { value: unknown }>();
    this.#beans.set(bean, written.set(property, { value }));
  }

  /** What was set, if anything was. */
  written(bean: BeanValue, property: string): { value: unknown } | undefined {
    return this.#beans.get(bean)?.get(property);
  }

  put(map: PlainMap | MapValue, key: unknown, value: unknown): void {
    this.#budget.allocate(1);
    this.writableMap(map).set(keyOf(key), new EntryValue(key, value));
  }
}

/** Makes a map from entries; a later entry with the same key wins and keeps the first one's place. */
export function mapOf(entries: readonly EntryValue[]): MapValue {
  return new MapValue(new Map(entries.map((entry) => [keyOf(entry.key), entry])));
}
