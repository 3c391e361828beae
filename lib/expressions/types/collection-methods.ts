import { javaFault } from '../errors.ts';
import { compare, indexOf, javaEquals } from '../values/compare.ts';
import { keyOf } from '../values/equality.ts';
import { javaHash } from '../values/hash.ts';
import { textOf } from '../values/text.ts';
import {
  CollectionValue,
  EntryValue,
  fromPlain,
  isMap,
  type MapValue,
  type PlainMap,
} from '../values/value.ts';
import { arg, type Call, intArg, itemsArg, type MethodTable } from './method.ts';

const items = (call: Call): readonly unknown[] => {
  const found = call.state.overlay.items(call.self) ?? [];
  call.state.budget.step(1 + (found.length >> 4));
  return found;
};

function writable(call: Call): unknown[] {
  if (typeof call.self !== 'object' || call.self === null) throw javaFault('not a collection');
  return call.state.overlay.writableItems(call.self);
}

const has = (call: Call, value: unknown): boolean => indexOf(items(call), value, call.state) !== -1;

const isIn = (call: Call, value: unknown): boolean =>
  indexOf(itemsArg(call, 0), fromPlain(value), call.state) !== -1;

/** One by one: a spread of very many arguments would overflow the stack. */
function refill(list: unknown[], values: readonly unknown[]): void {
  list.length = 0;
  for (const value of values) list.push(value);
}

/** Keeps what `keep` says; answers whether anything went. */
function retain(call: Call, keep: (value: unknown) => boolean): boolean {
  const list = writable(call);
  const kept = list.filter((value) => keep(value));
  const changed = kept.length !== list.length;
  refill(list, kept);
  return changed;
}

function removeOne(call: Call): boolean {
  const list = writable(call);
  const at = indexOf(list, arg(call, 0), call.state);
  if (at !== -1) list.splice(at, 1);
  return at !== -1;
}

function range(call: Call): unknown[] {
  const [from, to] = [intArg(call, 0), intArg(call, 1)];
  const all = items(call);
  if (from < 0 || to > all.length || from > to)
    throw javaFault(`fromIndex ${from}, toIndex ${to}, size ${all.length}`);
  call.state.budget.allocate(to - from);
  return all.slice(from, to);
}

function insert(call: Call, at: number, values: readonly unknown[]): boolean {
  const list = writable(call);
  if (at < 0 || at > list.length) throw javaFault(`Index: ${at}, Size: ${list.length}`);
  call.state.budget.allocate(values.length);
  const tail = list.splice(at);
  for (const value of [...values]) list.push(value);
  for (const value of tail) list.push(value);
  return values.length > 0;
}

const all: MethodTable = {
  'contains(Object): boolean': (call) => has(call, arg(call, 0)),
  'containsAll(Collection): boolean': (call) =>
    itemsArg(call, 0).every((value) => has(call, fromPlain(value))),
  'isEmpty(): boolean': (call) => items(call).length === 0,
  'size(): int': (call) => items(call).length,
  'toString(): String': (call) => textOf(call.self, call.state),
  'clear(): void': (call) => void writable(call).splice(0),
  'remove(Object): boolean': removeOne,
  'removeAll(Collection): boolean': (call) => retain(call, (value) => !isIn(call, value)),
  'retainAll(Collection): boolean': (call) => retain(call, (value) => isIn(call, value)),
};

const equality: MethodTable = {
  'equals(Object): boolean': (call) => javaEquals(call.self, arg(call, 0), call.state),
  'hashCode(): int': (call) => javaHash(call.self, call.state),
};

export const listMethods: MethodTable = {
  ...all,
  ...equality,
  'add(Object): boolean': (call) => insert(call, items(call).length, [arg(call, 0)]),
  'add(int,Object): void': (call) => void insert(call, intArg(call, 0), [arg(call, 1)]),
  'addAll(Collection): boolean': (call) => insert(call, items(call).length, itemsArg(call, 0)),
  'addAll(int,Collection): boolean': (call) => insert(call, intArg(call, 0), itemsArg(call, 1)),
  'indexOf(Object): int': (call) => indexOf(items(call), arg(call, 0), call.state),
  'lastIndexOf(Object): int': (call) => {
    const from = indexOf([...items(call)].reverse(), arg(call, 0), call.state);
    return from === -1 ? -1 : items(call).length - 1 - from;
  },
  'sort(Comparator): void': (call) => {
    const list = writable(call);
    call.state.budget.step(list.length * 8);
    refill(list, list.map(fromPlain).sort(compare));
  },
  'subList(int,int): List': range,
};

export const setMethods: MethodTable = {
  ...all,
  ...equality,
  'add(Object): boolean': (call) =>
    !has(call, arg(call, 0)) && insert(call, items(call).length, [arg(call, 0)]),
};

export const keysMethods: MethodTable = { ...all, ...equality };
export const valuesMethods: MethodTable = { ...all };

function selfMap(call: Call): PlainMap | MapValue {
  if (!isMap(call.self)) throw javaFault('not a map');
  return call.self;
}

const entries = (call: Call): EntryValue[] => call.state.overlay.entries(selfMap(call));

function view(call: Call, shape: 'keys' | 'values' | 'entries'): CollectionValue {
  const found = entries(call);
  call.state.budget.allocate(found.length);
  if (shape === 'entries') return new CollectionValue(shape, found);
  return new CollectionValue(
    shape,
    found.map((entry) => (shape === 'keys' ? entry.key : entry.value)),
  );
}

export const mapMethods: MethodTable = {
  'containsKey(Object): boolean': (call) => call.state.overlay.has(selfMap(call), arg(call, 0)),
  'containsValue(Object): boolean': (call) =>
    indexOf(
      entries(call).map(({ value }) => value),
      arg(call, 0),
      call.state,
    ) !== -1,
  'entrySet(): Set': (call) => view(call, 'entries'),
  'keySet(): Set': (call) => view(call, 'keys'),
  'values(): Collection': (call) => view(call, 'values'),
  'equals(Object): boolean': (call) => javaEquals(call.self, arg(call, 0), call.state),
  'hashCode(): int': (call) => javaHash(call.self, call.state),
  'isEmpty(): boolean': (call) => call.state.overlay.size(selfMap(call)) === 0,
  'size(): int': (call) => call.state.overlay.size(selfMap(call)),
  'toString(): String': (call) => textOf(call.self, call.state),
  'clear(): void': (call) => call.state.overlay.writableMap(selfMap(call)).clear(),
  'putAll(Map): void': (call) => {
    const other = arg(call, 0);
    if (!isMap(other)) throw javaFault('an argument is null');
    for (const entry of call.state.overlay.entries(other)) {
      call.state.overlay.put(selfMap(call), entry.key, entry.value);
    }
  },
  'remove(Object,Object): boolean': (call) => {
    const map = call.state.overlay.writableMap(selfMap(call));
    const current = call.state.overlay.get(selfMap(call), arg(call, 0));
    if (current === undefined || !javaEquals(fromPlain(current), arg(call, 1), call.state)) return false;
    return map.delete(keyOf(arg(call, 0)));
  },
  'replace(Object,Object,Object): boolean': (call) => {
    call.state.overlay.writableMap(selfMap(call));
    const current = call.state.overlay.get(selfMap(call), arg(call, 0));
    if (current === undefined || !javaEquals(fromPlain(current), arg(call, 1), call.state)) return false;
    call.state.overlay.put(selfMap(call), arg(call, 0), arg(call, 2));
    return true;
  },
};

const selfEntry = (call: Call): EntryValue => {
  if (call.self instanceof EntryValue) return call.self;
  throw javaFault('not an entry');
};

/** `getKey` and `getValue` are closed: what they declare to return is Object, which the original refuses. */
export const entryMethods: MethodTable = {
  'equals(Object): boolean': (call) => javaEquals(selfEntry(call), arg(call, 0), call.state),
  'hashCode(): int': (call) => javaHash(call.self, call.state),
  'toString(): String': (call) => textOf(call.self, call.state),
};

export const arrayMethods: MethodTable = {
  'toString(): String': (call) => textOf(call.self, call.state),
};
