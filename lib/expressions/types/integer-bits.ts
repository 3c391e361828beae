import { javaFault } from '../errors.ts';
import { parseInteger } from '../values/convert.ts';
import { numberHash } from '../values/hash.ts';
import { int, type JavaNumber, long } from '../values/number.ts';
import { type Call, intArg, longArg, type MethodTable, numberArg, textArg } from './method.ts';

const bigger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const smaller = (a: bigint, b: bigint): bigint => (a > b ? b : a);

const nonZero = (value: bigint): bigint => {
  if (value === 0n) throw javaFault('/ by zero');
  return value;
};

function parseUnsigned(text: string, radix: number, size: number): bigint {
  const value = BigInt(parseInteger(text, radix, 'big').raw);
  if (value < 0n || BigInt.asUintN(size, value) !== value) {
    throw javaFault(`For input string: "${text.slice(0, 80)}"`);
  }
  return value;
}

/** Moved left in a circle of `size` bits; what is asked for beyond once round does not count. */
function rotated(value: bigint, by: number, size: number): bigint {
  const shift = BigInt(((by % size) + size) % size);
  return (value << shift) | (value >> (BigInt(size) - shift));
}

/** What `Integer` and `Long` have for one value or two beyond parsing and comparing: extremes, radices and single bits. */
export function integerBits(kind: 'int' | 'long'): MethodTable {
  const size = kind === 'int' ? 32 : 64;
  const value = (call: Call, index = 0): bigint => longArg(call, index);
  const bits = (call: Call, index = 0): bigint => BigInt.asUintN(size, value(call, index));
  const make = (result: bigint): JavaNumber =>
    kind === 'int' ? int(Number(BigInt.asIntN(32, result))) : long(result);
  const radix = (call: Call): number => (intArg(call, 1) < 2 || intArg(call, 1) > 36 ? 10 : intArg(call, 1));
  return {
    [`static max(${kind},${kind}): ${kind}`]: (call: Call) => make(bigger(value(call), value(call, 1))),
    [`static min(${kind},${kind}): ${kind}`]: (call: Call) => make(smaller(value(call), value(call, 1))),
    [`static sum(${kind},${kind}): ${kind}`]: (call: Call) => make(value(call) + value(call, 1)),
    [`static signum(${kind}): int`]: (call: Call) => Number(value(call) > 0n) - Number(value(call) < 0n),
    [`static hashCode(${kind}): int`]: (call: Call) => numberHash(numberArg(call, 0)),
    [`static toHexString(${kind}): String`]: (call: Call) => bits(call).toString(16),
    [`static toOctalString(${kind}): String`]: (call: Call) => bits(call).toString(8),
    [`static toBinaryString(${kind}): String`]: (call: Call) => bits(call).toString(2),
    [`static toString(${kind},int): String`]: (call: Call) => value(call).toString(radix(call)),
    [`static toUnsignedString(${kind}): String`]: (call: Call) => bits(call).toString(),
    [`static toUnsignedString(${kind},int): String`]: (call: Call) => bits(call).toString(radix(call)),
    [`static divideUnsigned(${kind},${kind}): ${kind}`]: (call: Call) =>
      make(bits(call) / nonZero(bits(call, 1))),
    [`static remainderUnsigned(${kind},${kind}): ${kind}`]: (call: Call) =>
      make(bits(call) % nonZero(bits(call, 1))),
    [`static parseUnsigned${kind === 'int' ? 'Int' : 'Long'}(String): ${kind}`]: (call: Call) =>
      make(parseUnsigned(textArg(call, 0), 10, size)),
    [`static parseUnsigned${kind === 'int' ? 'Int' : 'Long'}(String,int): ${kind}`]: (call: Call) =>
      make(parseUnsigned(textArg(call, 0), intArg(call, 1), size)),
    [`static rotateLeft(${kind},int): ${kind}`]: (call: Call) =>
      make(rotated(bits(call), intArg(call, 1), size)),
    [`static rotateRight(${kind},int): ${kind}`]: (call: Call) =>
      make(rotated(bits(call), -intArg(call, 1), size)),
    [`static reverseBytes(${kind}): ${kind}`]: (call: Call) =>
      make(
        BigInt(
          `0x${bits(call)
            .toString(16)
            .padStart(size / 4, '0')
            .match(/../g)
            ?.reverse()
            .join('')}`,
        ),
      ),
    [`static highestOneBit(${kind}): ${kind}`]: (call: Call) =>
      make(bits(call) === 0n ? 0n : 1n << BigInt(bits(call).toString(2).length - 1)),
    [`static lowestOneBit(${kind}): ${kind}`]: (call: Call) => make(bits(call) & -bits(call)),
    [`static reverse(${kind}): ${kind}`]: (call: Call) =>
      make(BigInt(`0b${[...bits(call).toString(2).padStart(size, '0')].reverse().join('')}`)),
    [`static bitCount(${kind}): int`]: (call: Call) => bits(call).toString(2).replaceAll('0', '').length,
    [`static numberOfLeadingZeros(${kind}): int`]: (call: Call) =>
      size - (bits(call) === 0n ? 0 : bits(call).toString(2).length),
    [`static numberOfTrailingZeros(${kind}): int`]: (call: Call) =>
      bits(call) === 0n ? size : (/0*$/.exec(bits(call).toString(2))?.[0].length ?? 0),
    [`static compareUnsigned(${kind},${kind}): int`]: (call: Call) =>
      Number(bits(call) > bits(call, 1)) - Number(bits(call) < bits(call, 1)),
  };
}
