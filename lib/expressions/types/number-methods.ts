import { compareNumbers } from '../values/compare.ts';
import { parseInteger, parseNumber, parseReal } from '../values/convert.ts';
import { scalarEquals } from '../values/equality.ts';
import { numberHash } from '../values/hash.ts';
import {
  double,
  float,
  type NumberKind,
  narrow,
  numberText,
  toDouble,
  toInt,
  toLong,
} from '../values/number.ts';
import { charSequence } from '../values/value.ts';
import { integerBits } from './integer-bits.ts';
import {
  arg,
  type Call,
  flagArg,
  intArg,
  longArg,
  type MethodTable,
  numberArg,
  realArg,
  selfNumber,
  textArg,
} from './method.ts';

/** What every number can do. */
const common: MethodTable = {
  'byteValue(): byte': (call) => narrow('byte', toInt(selfNumber(call))),
  'shortValue(): short': (call) => narrow('short', toInt(selfNumber(call))),
  'intValue(): int': (call) => toInt(selfNumber(call)),
  'longValue(): long': (call) => toLong(selfNumber(call)),
  'floatValue(): float': (call) => toDouble(selfNumber(call)),
  'doubleValue(): double': (call) => toDouble(selfNumber(call)),
  'equals(Object): boolean': (call) => scalarEquals(call.self, arg(call, 0)),
  'hashCode(): int': (call) => numberHash(selfNumber(call)),
  'toString(): String': (call) => numberText(selfNumber(call)),
};

/** The narrow types compare by their difference, the others by its sign. */
const order =
  (kind: NumberKind) =>
  (call: Call): number => {
    const [a, b] = [numberArg(call, 0), numberArg(call, 1)];
    return kind === 'byte' || kind === 'short' ? toInt(a) - toInt(b) : compareNumbers(a, b);
  };

const name = {
  byte: 'Byte',
  short: 'Short',
  int: 'Integer',
  long: 'Long',
  float: 'Float',
  double: 'Double',
} as const;

/** Parsing and comparing, the same for every integer type under its own names. */
function integerMethods(kind: 'byte' | 'short' | 'int' | 'long', parse: string): MethodTable {
  const box = name[kind];
  return {
    ...common,
    [`static ${parse}(String): ${kind}`]: (call: Call) => parseInteger(textArg(call, 0), 10, kind),
    [`static ${parse}(String,int): ${kind}`]: (call: Call) =>
      parseInteger(textArg(call, 0), intArg(call, 1), kind),
    [`static valueOf(String): ${box}`]: (call: Call) => parseInteger(textArg(call, 0), 10, kind),
    [`static valueOf(String,int): ${box}`]: (call: Call) =>
      parseInteger(textArg(call, 0), intArg(call, 1), kind),
    [`static valueOf(${kind}): ${box}`]: (call: Call) => arg(call, 0),
    [`static decode(String): ${box}`]: (call: Call) => parseNumber(textArg(call, 0), kind),
    [`static toString(${kind}): String`]: (call: Call) => numberText(numberArg(call, 0)),
    [`static compare(${kind},${kind}): int`]: order(kind),
    [`compareTo(${box}): int`]: (call: Call) => order(kind)({ ...call, args: [call.self, arg(call, 0)] }),
  };
}

function realMethods(kind: 'float' | 'double', parse: string): MethodTable {
  const box = name[kind];
  const make = kind === 'float' ? float : double;
  return {
    ...common,
    [`static ${parse}(String): ${kind}`]: (call: Call) => make(parseReal(textArg(call, 0), kind)),
    [`static toString(${kind}): String`]: (call: Call) => numberText(make(realArg(call, 0))),
    [`static compare(${kind},${kind}): int`]: (call: Call) => totalOrder(realArg(call, 0), realArg(call, 1)),
    [`compareTo(${box}): int`]: (call: Call) =>
      totalOrder(toDouble(selfNumber(call)), toDouble(numberArg(call, 0))),
    [`static max(${kind},${kind}): ${kind}`]: (call: Call) => Math.max(realArg(call, 0), realArg(call, 1)),
    [`static min(${kind},${kind}): ${kind}`]: (call: Call) => Math.min(realArg(call, 0), realArg(call, 1)),
    [`static sum(${kind},${kind}): ${kind}`]: (call: Call) => realArg(call, 0) + realArg(call, 1),
    [`static isNaN(${kind}): boolean`]: (call: Call) => Number.isNaN(realArg(call, 0)),
    [`static isFinite(${kind}): boolean`]: (call: Call) => Number.isFinite(realArg(call, 0)),
    [`static isInfinite(${kind}): boolean`]: (call: Call) => isInfinite(realArg(call, 0)),
    'isNaN(): boolean': (call: Call) => Number.isNaN(toDouble(selfNumber(call))),
    'isInfinite(): boolean': (call: Call) => isInfinite(toDouble(selfNumber(call))),
  };
}

const isInfinite = (value: number): boolean => Math.abs(value) === Number.POSITIVE_INFINITY;

/** Java's order of reals, in which NaN is the greatest and equal to itself. */
const totalOrder = (left: number, right: number): number => {
  if (Number.isNaN(left) || Number.isNaN(right))
    return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  return Number(left > right) - Number(left < right);
};

export const byteMethods = integerMethods('byte', 'parseByte');
export const shortMethods = integerMethods('short', 'parseShort');
export const intMethods: MethodTable = {
  ...integerMethods('int', 'parseInt'),
  ...integerBits('int'),
  'static toUnsignedLong(int): long': (call) => BigInt.asUintN(32, longArg(call, 0)),
};
export const longMethods: MethodTable = { ...integerMethods('long', 'parseLong'), ...integerBits('long') };
export const floatMethods = realMethods('float', 'parseFloat');
export const doubleMethods: MethodTable = {
  ...realMethods('double', 'parseDouble'),
  'static valueOf(String): Double': (call) => double(parseReal(textArg(call, 0), 'double')),
  'static valueOf(double): Double': (call) => arg(call, 0),
};

/** `new Integer('5')`, `new Long(5)` and their like. */
export function numberConstructors(kind: Exclude<NumberKind, 'big' | 'short' | 'float'>): MethodTable {
  const box = name[kind];
  const fromText = {
    [`${box}(String): ${box}`]: (call: Call) =>
      kind === 'double'
        ? double(parseReal(textArg(call, 0), kind))
        : parseInteger(textArg(call, 0), 10, kind),
  };
  const fromNumber = { [`${box}(${kind}): ${box}`]: (call: Call) => arg(call, 0) };
  // The last is taken where both would need a conversion, and these classes declare them in different order.
  return kind === 'int' || kind === 'long' ? { ...fromText, ...fromNumber } : { ...fromNumber, ...fromText };
}

const selfFlag = (call: Call): boolean => call.self === true;
const isTrue = (text: unknown): boolean => charSequence(text)?.toLowerCase() === 'true';

export const booleanMethods: MethodTable = {
  'booleanValue(): boolean': selfFlag,
  'equals(Object): boolean': (call) => call.self === arg(call, 0),
  'hashCode(): int': (call) => (selfFlag(call) ? 1231 : 1237),
  'toString(): String': (call) => String(selfFlag(call)),
  'compareTo(Boolean): int': (call) => Number(selfFlag(call)) - Number(flagArg(call, 0)),
  'static compare(boolean,boolean): int': (call) => Number(flagArg(call, 0)) - Number(flagArg(call, 1)),
  'static logicalAnd(boolean,boolean): boolean': (call) => flagArg(call, 0) && flagArg(call, 1),
  'static logicalOr(boolean,boolean): boolean': (call) => flagArg(call, 0) || flagArg(call, 1),
  'static logicalXor(boolean,boolean): boolean': (call) => flagArg(call, 0) !== flagArg(call, 1),
  'static parseBoolean(String): boolean': (call) => isTrue(arg(call, 0)),
  'static toString(boolean): String': (call) => String(flagArg(call, 0)),
  'static valueOf(String): Boolean': (call) => isTrue(arg(call, 0)),
  'static valueOf(boolean): Boolean': (call) => flagArg(call, 0),
};

export const booleanConstructors: MethodTable = {
  'Boolean(boolean): Boolean': (call) => flagArg(call, 0),
  'Boolean(String): Boolean': (call) => isTrue(arg(call, 0)),
};
