import type { State } from '../evaluate/state.ts';
import { DateValue } from './date.ts';
import { JavaNumber, numberToPlain } from './number.ts';
import { textOf } from './text.ts';
import {
  BeanValue,
  CharValue,
  EntryValue,
  EnumValue,
  fromPlain,
  isList,
  isMap,
  isPlainMap,
  ProtectedValue,
  TypeValue,
} from './value.ts';

/**
 * Gives a value back as JSON. A list or map of a context in which nothing had to be changed is given back as it is,
 * not copied.
 */
export function toPlain(value: unknown, state: State): unknown {
  if (typeof value === 'object' && value !== null && state.overlay.isClean && isJson(value)) return value;
  return convert(value, state);
}

const maxScanned = 5_000_000;

/**
 * Whether a value is JSON through and through, as most of a context is. Costs no budget: it takes time in proportion
 * to what the caller has handed in, and a manifest of many megabytes must pass.
 */
function isJson(value: object): boolean {
  const waiting: unknown[] = [value];
  for (let scanned = 0; waiting.length > 0; scanned += 1) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) {
      if (next === undefined) return false;
      continue;
    }
    if (scanned > maxScanned) return false;
    if (isList(next)) for (const item of next) waiting.push(item);
    else if (isPlainMap(next)) for (const key of Object.keys(next)) waiting.push(next[key]);
    else return false;
  }
  return true;
}

function convert(value: unknown, state: State): unknown {
  state.budget.step();
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return value;
  if (value instanceof JavaNumber) return numberToPlain(value);
  if (value instanceof EnumValue) return value.name;
  if (value instanceof CharValue) return value.text;
  if (value instanceof DateValue) return value.epochMs;
  if (value instanceof TypeValue) return value.javaName;
  state.budget.enter();
  const plain = containerToPlain(value, state);
  state.budget.leave();
  return plain;
}

function containerToPlain(value: object, state: State): unknown {
  if (value instanceof ProtectedValue || value instanceof BeanValue) {
    return convert(value instanceof BeanValue ? value.source : value.value, state);
  }
  if (value instanceof EntryValue)
    return { [textOf(value.key, state)]: convert(fromPlain(value.value), state) };
  if (isMap(value)) return mapToPlain(value, state);
  const items = state.overlay.items(value);
  if (!items) return textOf(value, state);
  const plain = items.map((item) => convert(item, state));
  const isSame = isList(value) && items === value && plain.every((item, index) => item === value[index]);
  return isSame ? value : plain;
}

function mapToPlain(map: Parameters<State['overlay']['entries']>[0], state: State): unknown {
  const plain: Record<string, unknown> = {};
  let isSame = isPlainMap(map);
  const source: Readonly<Record<string, unknown>> = isPlainMap(map) ? map : {};
  const entries = isSame && state.overlay.isClean ? Object.entries(source) : undefined;
  const pairs =
    entries ?? state.overlay.entries(map).map(({ key, value }) => [textOf(key, state), value] as const);
  for (const [key, raw] of pairs) {
    const value = convert(raw, state);
    isSame &&= entries !== undefined && value === source[key];
    // A plain assignment to this name would set the prototype instead of a key.
    if (key === '__proto__')
      Object.defineProperty(plain, key, { value, enumerable: true, writable: true, configurable: true });
    else plain[key] = value;
  }
  return isSame ? map : plain;
}
