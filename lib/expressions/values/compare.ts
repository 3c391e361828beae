import { fault } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
import { DateValue, InstantValue, LocalDateTimeValue, LocalDateValue, UuidValue } from './date.ts';
import { scalarEquals } from './equality.ts';
import { JavaNumber, toDouble } from './number.ts';
import {
  ArrayValue,
  CharValue,
  CollectionValue,
  charSequence,
  classOf,
  EntryValue,
  EnumValue,
  fromPlain,
  isList,
  isMap,
} from './value.ts';

/** Java's equals, deep for lists, sets and maps. `1.equals(1L)` is false. */
export function javaEquals(left: unknown, right: unknown, state: State): boolean {
  state.budget.step(2);
  if (scalarEquals(left, right)) return true;
  if (left instanceof ArrayValue || right instanceof ArrayValue) return false;
  state.budget.enter();
  const equal = containerEquals(left, right, state);
  state.budget.leave();
  return equal;
}

function containerEquals(left: unknown, right: unknown, state: State): boolean {
  if (left instanceof EntryValue && right instanceof EntryValue) {
    return (
      javaEquals(left.key, right.key, state) &&
      javaEquals(fromPlain(left.value), fromPlain(right.value), state)
    );
  }
  if (isList(left) && isList(right)) return sameItems(left, right, state);
  if (left instanceof CollectionValue && right instanceof CollectionValue) {
    return left.shape !== 'values' && right.shape !== 'values' && sameSet(left, right, state);
  }
  if (!isMap(left) || !isMap(right)) return false;
  if (state.overlay.size(left) !== state.overlay.size(right)) return false;
  return state.overlay.entries(left).every((entry) => {
    const other = state.overlay.get(right, entry.key);
    return other !== undefined && javaEquals(fromPlain(entry.value), other, state);
  });
}

function sameItems(left: unknown, right: unknown, state: State): boolean {
  const a = state.overlay.items(left) ?? [];
  const b = state.overlay.items(right) ?? [];
  return (
    a.length === b.length && a.every((item, index) => javaEquals(fromPlain(item), fromPlain(b[index]), state))
  );
}

function sameSet(left: unknown, right: unknown, state: State): boolean {
  const a = state.overlay.items(left) ?? [];
  const b = state.overlay.items(right) ?? [];
  return a.length === b.length && a.every((item) => indexOf(b, item, state) !== -1);
}

/** Place of a value in a list by Java's equals, or -1. */
export function indexOf(items: readonly unknown[], wanted: unknown, state: State): number {
  return items.findIndex((item) => javaEquals(fromPlain(item), wanted, state));
}

/** The operator `==`: numbers by value whatever their type, statuses as text, arrays by their elements. */
export function looselyEqual(left: unknown, right: unknown, state: State): boolean {
  if (left instanceof JavaNumber && right instanceof JavaNumber) return compareNumbers(left, right) === 0;
  const a = charSequence(left);
  const b = charSequence(right);
  if (a !== undefined && b !== undefined) return a === b;
  if (left instanceof ArrayValue && right instanceof ArrayValue) return sameItems(left, right, state);
  return javaEquals(left, right, state);
}

/** Negative, zero, positive, or NaN when a NaN takes part. */
export function compareNumbers(left: JavaNumber, right: JavaNumber): number {
  if (left.kind === 'double' || right.kind === 'double') return difference(toDouble(left), toDouble(right));
  if (left.kind === 'float' || right.kind === 'float') {
    return difference(Math.fround(toDouble(left)), Math.fround(toDouble(right)));
  }
  return difference(BigInt(left.raw), BigInt(right.raw));
}

function difference<T extends number | bigint>(left: T, right: T): number {
  if (left < right) return -1;
  if (left > right) return 1;
  return left === right ? 0 : Number.NaN;
}

/** Order of two values for `<`, `between` and sorting; null comes first. Throws EL1013E for what has no order. */
export function compare(left: unknown, right: unknown): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  if (left instanceof JavaNumber && right instanceof JavaNumber) return compareNumbers(left, right);
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  const order = compareSpecial(left, right);
  if (order === undefined) throw fault('EL1013E', [classOf(left), classOf(right)]);
  return order;
}

function compareSpecial(left: unknown, right: unknown): number | undefined {
  if (left instanceof CharValue && right instanceof CharValue) return compareText(left.text, right.text);
  if (left instanceof EnumValue && right instanceof EnumValue && left.type === right.type) {
    return left.ordinal - right.ordinal;
  }
  if (left instanceof DateValue && right instanceof DateValue) return difference(left.epochMs, right.epochMs);
  if (left instanceof LocalDateValue && right instanceof LocalDateValue) {
    return difference(left.epochDay, right.epochDay);
  }
  if (left instanceof InstantValue && right instanceof InstantValue) {
    return difference(left.epochNano, right.epochNano);
  }
  if (left instanceof LocalDateTimeValue && right instanceof LocalDateTimeValue) {
    return difference(left.epochDay, right.epochDay) || difference(left.nanoOfDay, right.nanoOfDay);
  }
  if (left instanceof UuidValue && right instanceof UuidValue) return compareText(left.text, right.text);
  return undefined;
}

/** Java's compareTo of text: difference of the first UTF-16 units that differ, else of the lengths. */
export function compareText(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at += 1) {
    const gap = left.charCodeAt(at) - right.charCodeAt(at);
    if (gap !== 0) return gap;
  }
  return left.length - right.length;
}
