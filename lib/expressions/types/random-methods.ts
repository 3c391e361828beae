import { javaFault } from '../errors.ts';
import { compareText } from '../values/compare.ts';
import { RandomValue, UuidValue } from '../values/date.ts';
import { scalarEquals } from '../values/equality.ts';
import { arg, type Call, intArg, longArg, type MethodTable, textArg } from './method.ts';

const mask = (1n << 48n) - 1n;
const multiplier = 0x5deece66dn;

const scramble = (seed: bigint): bigint => (seed ^ multiplier) & mask;

const self = (call: Call): RandomValue => {
  if (call.self instanceof RandomValue) return call.self;
  throw javaFault('not a Random');
};

/** Java's linear congruential generator: the same seed gives the same numbers as it does there. */
function draw(call: Call, bits: number): number {
  const random = self(call);
  random.seed = (random.seed * multiplier + 0xbn) & mask;
  return Number(BigInt.asIntN(32, random.seed >> BigInt(48 - bits)));
}

function drawBelow(call: Call, bound: number): number {
  if (bound <= 0) throw javaFault('bound must be positive');
  if ((bound & -bound) === bound) return Number((BigInt(bound) * BigInt(draw(call, 31))) >> 31n);
  for (;;) {
    call.state.budget.step();
    const bits = draw(call, 31);
    const value = bits % bound;
    // The last, incomplete run of numbers would favor the small ones.
    if (bits - value + (bound - 1) <= 2147483647) return value;
  }
}

const drawDouble = (call: Call): number => (draw(call, 26) * 2 ** 27 + draw(call, 27)) * 2 ** -53;

const drawLong = (call: Call): bigint => {
  const high = BigInt(draw(call, 32)) << 32n;
  return BigInt.asIntN(64, high + BigInt(draw(call, 32)));
};

export const randomMethods: MethodTable = {
  'nextBoolean(): boolean': (call) => draw(call, 1) !== 0,
  'nextDouble(): double': drawDouble,
  'nextFloat(): float': (call) => draw(call, 24) / 2 ** 24,
  'nextInt(): int': (call) => draw(call, 32),
  'nextInt(int): int': (call) => drawBelow(call, intArg(call, 0)),
  'nextInt(int,int): int': (call) => intArg(call, 0) + drawBelow(call, intArg(call, 1) - intArg(call, 0)),
  'nextLong(): long': drawLong,
  'nextGaussian(): double': (call) => {
    // The polar method; a pair of draws outside the unit circle is thrown away.
    for (;;) {
      call.state.budget.step();
      const [a, b] = [2 * drawDouble(call) - 1, 2 * drawDouble(call) - 1];
      const size = a * a + b * b;
      if (size < 1 && size !== 0) return a * Math.sqrt((-2 * Math.log(size)) / size);
    }
  },
  'setSeed(long): void': (call) => {
    self(call).seed = scramble(longArg(call, 0));
  },
};

export const randomConstructors: MethodTable = {
  'Random(): Random': (call) =>
    new RandomValue(BigInt(Math.floor(call.state.environment.random() * 2 ** 48)) & mask),
  'Random(long): Random': (call) => new RandomValue(scramble(longArg(call, 0))),
};

const uuidText = (call: Call): string => {
  if (call.self instanceof UuidValue) return call.self.text;
  throw javaFault('not a UUID');
};

const bits = (call: Call): bigint => BigInt(`0x${uuidText(call).replaceAll('-', '')}`);

function fromBits(value: bigint): UuidValue {
  const hex = value.toString(16).padStart(32, '0');
  return new UuidValue(
    [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-'),
  );
}

function randomUuid(call: Call): UuidValue {
  let value = 0n;
  for (let index = 0; index < 8; index += 1) {
    value = (value << 16n) | BigInt(Math.floor(call.state.environment.random() * 65_536));
  }
  const versioned = (value & ~(0xf000n << 64n)) | (0x4000n << 64n);
  return fromBits((versioned & ~(3n << 62n)) | (2n << 62n));
}

function fromString(text: string): UuidValue {
  const parts = text.split('-');
  if (parts.length !== 5 || parts.some((part) => !/^[0-9A-Fa-f]{1,16}$/.test(part))) {
    throw javaFault(`Invalid UUID string: ${text.slice(0, 80)}`);
  }
  const widths = [8, 4, 4, 4, 12];
  return new UuidValue(
    parts
      .map((part, index) =>
        part
          .toLowerCase()
          .slice(-(widths[index] ?? 0))
          .padStart(widths[index] ?? 0, '0'),
      )
      .join('-'),
  );
}

export const uuidMethods: MethodTable = {
  'compareTo(UUID): int': (call) => {
    const other = arg(call, 0);
    if (!(other instanceof UuidValue)) throw javaFault('an argument is null');
    return compareText(uuidText(call), other.text);
  },
  'equals(Object): boolean': (call) => scalarEquals(call.self, arg(call, 0)),
  'static fromString(String): UUID': (call) => fromString(textArg(call, 0)),
  'getLeastSignificantBits(): long': (call) => BigInt.asIntN(64, bits(call)),
  'getMostSignificantBits(): long': (call) => BigInt.asIntN(64, bits(call) >> 64n),
  'hashCode(): int': (call) => {
    const both = (bits(call) >> 64n) ^ bits(call);
    return Number(BigInt.asIntN(32, (both >> 32n) ^ both));
  },
  'static randomUUID(): UUID': randomUuid,
  'toString(): String': uuidText,
  'variant(): int': () => 2,
  'version(): int': (call) => Number((bits(call) >> 76n) & 15n),
};

export const uuidConstructors: MethodTable = {
  'UUID(long,long): UUID': (call) =>
    fromBits((BigInt.asUintN(64, longArg(call, 0)) << 64n) | BigInt.asUintN(64, longArg(call, 1))),
};

/** Form encoding: a blank becomes `+`, letters, digits and `.-*_` stay. */
function encodeUrl(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

export const urlEncoderMethods: MethodTable = {
  'static encode(String): String': (call) => encodeUrl(textArg(call, 0)),
  'static encode(String,Charset): String': (call) => encodeUrl(textArg(call, 0)),
  'static encode(String,String): String': (call) => {
    if (!/^utf-?8$/i.test(textArg(call, 1)))
      throw javaFault(`character set '${textArg(call, 1)}' is not available`);
    return encodeUrl(textArg(call, 0));
  },
};
