import type { State } from '../evaluate/state.ts';
import {
  DateValue,
  dayFromEpoch,
  InstantValue,
  LocalDateTimeValue,
  LocalDateValue,
  UuidValue,
} from './date.ts';
import { JavaNumber, toDouble, toInt, toLong } from './number.ts';
import { CharValue, CollectionValue, EntryValue, EnumValue, fromPlain, isList, isMap } from './value.ts';

/** Java's hashCode, so that what pipelines compute from it (buckets, short names) comes out the same. */
export function javaHash(value: unknown, state: State): number {
  state.budget.step();
  if (value === null) return 0;
  if (typeof value === 'string') return textHash(value);
  if (typeof value === 'boolean') return value ? 1231 : 1237;
  if (value instanceof JavaNumber) return numberHash(value);
  if (value instanceof CharValue) return value.text.charCodeAt(0);
  if (value instanceof EnumValue) return value.ordinal + 1;
  if (value instanceof DateValue) return longHash(BigInt(value.epochMs));
  if (value instanceof LocalDateValue) return dateHash(value.epochDay);
  if (value instanceof LocalDateTimeValue) return dateHash(value.epochDay) ^ longHash(value.nanoOfDay);
  if (value instanceof InstantValue) return instantHash(value.epochNano);
  if (value instanceof UuidValue) return longHash(bitsOf(value) ^ (bitsOf(value) >> 64n));
  state.budget.enter();
  const hash = containerHash(value, state);
  state.budget.leave();
  return hash;
}

function containerHash(value: unknown, state: State): number {
  if (value instanceof EntryValue) {
    return javaHash(value.key, state) ^ javaHash(fromPlain(value.value), state);
  }
  if (isMap(value)) return sum(state.overlay.entries(value), state);
  const items = state.overlay.items(value) ?? [];
  if (value instanceof CollectionValue) return sum(items, state);
  if (!isList(value)) return 0;
  return items.reduce<number>(
    (hash, item) => (Math.imul(31, hash) + javaHash(fromPlain(item), state)) | 0,
    1,
  );
}

const sum = (items: readonly unknown[], state: State): number =>
  items.reduce<number>((hash, item) => (hash + javaHash(fromPlain(item), state)) | 0, 0);

export function textHash(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  return hash;
}

function dateHash(epochDay: number): number {
  const { year, month, day } = dayFromEpoch(epochDay);
  return (year & 0xfffff800) ^ ((year << 11) + (month << 6) + day);
}

function instantHash(epochNano: bigint): number {
  const nano = ((epochNano % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return (longHash((epochNano - nano) / 1_000_000_000n) + 51 * Number(nano)) | 0;
}

const longHash = (value: bigint): number => Number(BigInt.asIntN(32, value ^ (value >> 32n)));

const bitsOf = (value: UuidValue): bigint => BigInt(`0x${value.text.replaceAll('-', '')}`);

export function numberHash(value: JavaNumber): number {
  if (value.kind === 'long') return longHash(toLong(value));
  if (value.kind !== 'double' && value.kind !== 'float') return toInt(value);
  const bits = new DataView(new ArrayBuffer(8));
  if (value.kind === 'float') {
    bits.setFloat32(0, toDouble(value));
    return bits.getInt32(0);
  }
  bits.setFloat64(0, toDouble(value));
  return bits.getInt32(0) ^ bits.getInt32(4);
}
