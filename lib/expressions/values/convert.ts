import { type ExpressionError, fault, javaFault } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
import { DateValue, UuidValue } from './date.ts';
import { convertNumber, integerFromBig, JavaNumber, type NumberKind, numberText } from './number.ts';
import { textOf } from './text.ts';
import { ArrayValue, CharValue, CollectionValue, classOf, EnumValue, fromPlain, isList } from './value.ts';

/** Java types that an argument can be turned into. Anything else is only accepted as it is. */
export const numberTargets: Readonly<Record<string, NumberKind>> = {
  byte: 'byte',
  Byte: 'byte',
  short: 'short',
  int: 'int',
  Integer: 'int',
  long: 'long',
  Long: 'long',
  float: 'float',
  Float: 'float',
  double: 'double',
  Double: 'double',
};

const trueWords = ['true', 'on', 'yes', '1'];
const falseWords = ['false', 'off', 'no', '0'];

const cannot = (value: unknown, target: string): ExpressionError =>
  fault('EL1001E', [classOf(value), target]);

const firstItem = (value: unknown, state: State): { item: unknown } | undefined => {
  if (!isList(value) && !(value instanceof CollectionValue) && !(value instanceof ArrayValue))
    return undefined;
  const items = state.overlay.items(value) ?? [];
  return { item: items.length > 0 ? fromPlain(items[0]) : null };
};

/** Turns a value into true or false; null stays null. Words such as `yes` and `off` count. */
export function toBoolean(value: unknown, state: State): boolean | null {
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'string') {
    const word = value.trim().toLowerCase();
    if (word === '') return null;
    if (trueWords.includes(word)) return true;
    if (falseWords.includes(word)) return false;
    throw fault('EL1001E', [`'${value.slice(0, 80)}'`, 'true or false']);
  }
  const first = firstItem(value, state);
  if (first) return toBoolean(first.item, state);
  throw cannot(value, 'true or false');
}

/** A list or set, but none of map entries, which turn into nothing and so close the way for what holds them. */
export const isSeveral = (value: unknown): boolean =>
  isList(value) || (value instanceof CollectionValue && value.shape !== 'entries');

/** Whether a value has a text form for joining and for arguments; a map has none. */
export function hasText(value: unknown): boolean {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    value instanceof JavaNumber ||
    value instanceof CharValue ||
    value instanceof EnumValue ||
    value instanceof UuidValue ||
    value instanceof DateValue ||
    value instanceof ArrayValue ||
    isSeveral(value)
  );
}

/** Turns a value into text; null stays null, a list is joined with commas. Throws EL1001E where there is no text form. */
export function toText(value: unknown, state: State): string | null {
  if (value === null || typeof value === 'string') return value;
  if (!hasText(value)) throw cannot(value, 'text');
  const items = state.overlay.items(value);
  if (!items) return value instanceof EnumValue ? value.name : textOf(value, state);
  state.budget.enter();
  const parts = items.map((item) => toText(fromPlain(item), state) ?? 'null');
  state.budget.leave();
  const joined = parts.join(',');
  state.budget.allocate(joined.length);
  return joined;
}

/** Turns a value into a number of a kind; null and empty text become null. */
export function toNumber(value: unknown, kind: NumberKind, state: State): JavaNumber | null {
  if (value === null) return null;
  if (value instanceof JavaNumber) return fitted(value, kind);
  if (typeof value === 'string') return value === '' ? null : numberFromText(value, kind);
  if (value instanceof CharValue) {
    return convertNumber(new JavaNumber('int', value.text.charCodeAt(0)), kind);
  }
  if (value instanceof EnumValue && kind === 'int') return new JavaNumber('int', value.ordinal);
  const first = firstItem(value, state);
  if (first) return toNumber(first.item, kind, state);
  throw cannot(value, kind);
}

/** A number that does not fit its new type is a conversion that failed. */
function fitted(value: JavaNumber, kind: NumberKind): JavaNumber {
  try {
    return convertNumber(value, kind);
  } catch {
    throw fault('EL1001E', [numberText(value), kind]);
  }
}

function numberFromText(text: string, kind: NumberKind): JavaNumber {
  try {
    return parseNumber(stripSpace(text), kind);
  } catch {
    throw fault('EL1001E', [`'${text.slice(0, 80)}'`, kind]);
  }
}

const stripSpace = (text: string): string => text.replace(/\s/g, '');

const integerPattern = /^[+-]?\d+$/;
const hexPattern = /^-?(0[xX]|#)[0-9A-Fa-f]+$/;

/** Reads a number as Java's `valueOf` of that type does; hexadecimal where the language allows it. */
export function parseNumber(text: string, kind: NumberKind): JavaNumber {
  if (kind === 'float' || kind === 'double') return new JavaNumber(kind, parseReal(text, kind));
  if (hexPattern.test(text)) {
    const digits = BigInt(`0x${text.replace(/^-?(0[xX]|#)/, '')}`);
    return convertNumber(integerFromBig(text.startsWith('-') ? -digits : digits), kind);
  }
  return parseInteger(text, 10, kind);
}

export function parseInteger(text: string, radix: number, kind: NumberKind): JavaNumber {
  const refused = javaFault(`For input string: "${text.slice(0, 80)}"`);
  if (text.length > 70 || !/^[+-]?[0-9A-Za-z]+$/.test(text) || radix < 2 || radix > 36) throw refused;
  if (radix === 10 && !integerPattern.test(text)) throw refused;
  let value = 0n;
  for (const char of text.replace(/^[+-]/, '')) {
    const digit = Number.parseInt(char, 36);
    if (Number.isNaN(digit) || digit >= radix) throw refused;
    value = value * BigInt(radix) + BigInt(digit);
  }
  try {
    return convertNumber(integerFromBig(text.startsWith('-') ? -value : value), kind);
  } catch {
    throw refused;
  }
}

const realPattern = /^[+-]?(NaN|Infinity|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?)$/;

/** Java's Double.parseDouble: blanks around it are allowed, `1.5f` and `.5` too. */
export function parseReal(text: string, kind: 'float' | 'double'): number {
  const trimmed = text.trim();
  if (!realPattern.test(trimmed)) {
    throw javaFault(trimmed === '' ? 'empty String' : `For input string: "${text.slice(0, 80)}"`);
  }
  const value = Number(trimmed.replace(/[fFdD]$/, ''));
  return kind === 'float' ? Math.fround(value) : value;
}

/** Turns a value into one character. */
export function toChar(value: unknown): CharValue | null {
  if (value instanceof CharValue || value === null) return value;
  if (typeof value === 'string') {
    if (value.length > 1) throw fault('EL1001E', [`'${value.slice(0, 80)}'`, 'one character']);
    return value === '' ? null : new CharValue(value);
  }
  if (value instanceof JavaNumber) {
    return new CharValue(
      String.fromCharCode(Number(BigInt.asUintN(16, BigInt(Math.trunc(Number(value.raw)))))),
    );
  }
  throw cannot(value, 'one character');
}

/** Turns a value into the elements of a collection: text is cut at its commas, a single value becomes one element. */
export function toItems(value: unknown, state: State): readonly unknown[] {
  const items = state.overlay.items(value);
  if (items) return items;
  if (typeof value === 'string') {
    const parts = value === '' ? [] : value.split(',').map((part) => part.trim());
    state.budget.allocate(parts.length);
    return parts;
  }
  return [value];
}
