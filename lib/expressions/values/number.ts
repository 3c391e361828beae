import { javaFault } from '../errors.ts';

export type NumberKind = 'byte' | 'short' | 'int' | 'long' | 'float' | 'double' | 'big';

/**
 * A number with its Java type, which decides about division, overflow and the text of a value.
 * `long` and `big` (an integer beyond 64 bits) hold a bigint, the others a number.
 * A class, as all special values here, so that the JSON of a context can never imitate one.
 */
export class JavaNumber {
  readonly kind: NumberKind;
  readonly raw: number | bigint;

  constructor(kind: NumberKind, raw: number | bigint) {
    this.kind = kind;
    this.raw = raw;
  }
}

export const int = (value: number): JavaNumber => new JavaNumber('int', value | 0);
export const long = (value: bigint): JavaNumber => new JavaNumber('long', BigInt.asIntN(64, value));
export const double = (value: number): JavaNumber => new JavaNumber('double', value);
export const float = (value: number): JavaNumber => new JavaNumber('float', Math.fround(value));

const bits = { byte: 8, short: 16 } as const;

/** An integer of fewer than 32 bits; wraps as Java's narrowing does. */
export function narrow(kind: 'byte' | 'short', value: number): JavaNumber {
  return new JavaNumber(kind, Number(BigInt.asIntN(bits[kind], BigInt(Math.trunc(value)))));
}

const maxInt = 2147483647;
const minInt = -2147483648;
export const maxLong = 9223372036854775807n;
export const minLong = -9223372036854775808n;

/** The Java number that a JSON reader makes of a JSON number. `2` is an int; whether it was `2.0` is lost. */
export function numberFromPlain(value: number): JavaNumber {
  if (!Number.isInteger(value)) return double(value);
  if (value >= minInt && value <= maxInt) return int(value);
  return integerFromBig(BigInt(value));
}

export function integerFromBig(value: bigint): JavaNumber {
  if (value >= BigInt(minInt) && value <= BigInt(maxInt)) return int(Number(value));
  if (value >= minLong && value <= maxLong) return new JavaNumber('long', value);
  return new JavaNumber('big', value);
}

export const isIntegral = (value: JavaNumber): boolean => value.kind !== 'float' && value.kind !== 'double';

export const toDouble = (value: JavaNumber): number => Number(value.raw);

/** The integer part as Java's longValue gives it: truncated, and kept within 64 bits. */
export function toLong(value: JavaNumber): bigint {
  if (typeof value.raw === 'bigint') return BigInt.asIntN(64, value.raw);
  return clampToLong(value.raw);
}

export function clampToLong(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value >= 2 ** 63) return maxLong;
  if (value <= -(2 ** 63)) return minLong;
  return BigInt(Math.trunc(value));
}

/** Java's intValue. */
export function toInt(value: JavaNumber): number {
  if (typeof value.raw === 'bigint') return Number(BigInt.asIntN(32, value.raw));
  if (isIntegral(value)) return value.raw | 0;
  if (Number.isNaN(value.raw)) return 0;
  return Math.min(maxInt, Math.max(minInt, Math.trunc(value.raw)));
}

/** Converts between number types and refuses what does not fit, as the language does for arguments. */
export function convertNumber(value: JavaNumber, kind: NumberKind): JavaNumber {
  if (value.kind === kind) return value;
  if (kind === 'double') return double(toDouble(value));
  if (kind === 'float') return float(toDouble(value));
  const whole = typeof value.raw === 'bigint' ? value.raw : toLong(value);
  if (kind === 'big') return new JavaNumber('big', whole);
  const size = { byte: 8, short: 16, int: 32, long: 64 }[kind];
  if (BigInt.asIntN(size, whole) !== whole) {
    throw javaFault(`${numberText(value)} is too large for a ${kind}`);
  }
  return new JavaNumber(kind, kind === 'long' ? whole : Number(whole));
}

/** The text of a number as Java prints it: `2.0`, `1.0E10`, `NaN`. */
export function numberText(value: JavaNumber): string {
  if (typeof value.raw === 'bigint') return value.raw.toString();
  if (isIntegral(value)) return String(value.raw);
  return realText(value.raw, value.kind === 'float');
}

function realText(value: number, isFloat: boolean): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const shortest = isFloat ? shortestFloat(value) : Math.abs(value).toExponential();
  const [mantissa = '0', exponentText = '0'] = shortest.split('e');
  const digits = mantissa.replace('.', '');
  const exponent = Number(exponentText);
  const sign = value < 0 ? '-' : '';
  if (exponent < -3 || exponent >= 7) {
    return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

/** The fewest digits that still name this 32-bit number. */
function shortestFloat(value: number): string {
  const size = Math.abs(value);
  for (let digits = 0; digits < 9; digits += 1) {
    const text = size.toExponential(digits);
    if (Math.fround(Number(text)) === size) return trimZeros(text);
  }
  return size.toExponential();
}

const trimZeros = (text: string): string => text.replace(/\.?0+e/, 'e');

/** The JSON number of a value. A float is given by its short text, since 1.1f is not 1.100000023841858 to anybody. */
export function numberToPlain(value: JavaNumber): number | string {
  // JSON has no NaN and no infinity; as text they at least say what they are.
  if (typeof value.raw === 'number' && !Number.isFinite(value.raw)) return numberText(value);
  if (value.kind === 'float') return Number(numberText(value));
  return Number(value.raw);
}
