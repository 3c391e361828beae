import { javaFault } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
import { DateValue } from '../values/date.ts';
import { javaHash } from '../values/hash.ts';
import { isIntegral, JavaNumber, type NumberKind, toDouble } from '../values/number.ts';
import { textOf } from '../values/text.ts';
import { CharValue, fromPlain } from '../values/value.ts';
import { formatDate } from './date-format.ts';
import { checkSpec, type Spec } from './format-spec.ts';

const directive = /%(?:(\d+)\$|(<))?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([tT]?[a-zA-Z%])/y;
const maxWidth = 10_000;

/** Java's String.format for `%s %d %x %o %f %e %g %c %b %h %n %%` and `%t` dates, with flags, width and precision. */
export function formatText(format: string, args: readonly unknown[], state: State): string {
  const pieces: string[] = [];
  let next = 0;
  let last = -1;
  let at = 0;
  while (at < format.length) {
    const percent = format.indexOf('%', at);
    const end = percent === -1 ? format.length : percent;
    state.budget.allocate(end - at);
    pieces.push(format.slice(at, end));
    if (percent === -1) break;
    directive.lastIndex = percent;
    const found = directive.exec(format);
    if (!found) throw javaFault(`Conversion = '%' in '${format.slice(percent, percent + 10)}'`);
    const [text, position, previous, flags = '', width, precision, written = ''] = found;
    at = percent + text.length;
    const kind = /^[tT]/.test(written) ? `t${written.slice(1)}` : written.toLowerCase();
    const spec: Spec = {
      flags,
      width: width === undefined ? undefined : Number(width),
      precision: precision === undefined ? undefined : Number(precision),
      kind,
    };
    checkSpec(spec);
    if ((spec.width ?? 0) > maxWidth || (spec.precision ?? 0) > maxWidth)
      throw javaFault('width is too large');
    if (kind === 'n' || kind === '%') {
      pieces.push(kind === 'n' ? '\n' : padded('%', spec));
      continue;
    }
    const index = position ? Number(position) - 1 : previous ? last : next;
    if (!position && !previous) next += 1;
    last = index;
    if (index < 0 || index >= args.length) throw javaFault(`Format specifier '${text}'`);
    const inAnyCase = padded(convert(fromPlain(args[index]), spec, state), spec);
    const piece = /^[A-Z]/.test(written) ? inAnyCase.toUpperCase() : inAnyCase;
    state.budget.allocate(piece.length);
    pieces.push(piece);
  }
  return pieces.join('');
}

function convert(value: unknown, spec: Spec, state: State): string {
  if (spec.kind === 'b')
    return cut(String(value === null ? false : value === true || typeof value !== 'boolean'), spec);
  if (value === null) return cut('null', spec);
  if (spec.kind.startsWith('t')) return dateTime(value, spec.kind[1] ?? '');
  switch (spec.kind) {
    case 's':
      return cut(textOf(value, state), spec);
    case 'h':
      return cut(BigInt.asUintN(32, BigInt(javaHash(value, state))).toString(16), spec);
    case 'c':
      return character(value);
    case 'd':
      return integer(value, spec);
    case 'x':
    case 'o':
      return unsigned(value, spec);
    case 'f':
    case 'e':
    case 'g':
      return real(value, spec);
    default:
      throw javaFault(`UnknownFormatConversion '${spec.kind}'`);
  }
}

const cut = (text: string, spec: Spec): string =>
  spec.precision === undefined ? text : text.slice(0, spec.precision);

function padded(text: string, { flags, kind, width = 0 }: Spec): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0') || !/^[dxofeg]/.test(kind) || !/\d/.test(text)) return text.padStart(width);
  const sign = /^[-+ (]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

const mismatch = (value: unknown, kind: string): never => {
  throw javaFault(`%${kind} does not take a value like '${String(value).slice(0, 40)}'`);
};

function character(value: unknown): string {
  if (value instanceof CharValue) return value.text;
  if (value instanceof JavaNumber && ['byte', 'short', 'int'].includes(value.kind))
    return String.fromCodePoint(Number(value.raw));
  return mismatch(value, 'c');
}

function signed(digits: string, negative: boolean, flags: string): string {
  if (negative) return flags.includes('(') ? `(${digits})` : `-${digits}`;
  if (flags.includes('+')) return `+${digits}`;
  return flags.includes(' ') ? ` ${digits}` : digits;
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

function integer(value: unknown, spec: Spec): string {
  if (!(value instanceof JavaNumber) || !isIntegral(value)) return mismatch(value, 'd');
  const whole = BigInt(value.raw);
  const digits = String(whole < 0n ? -whole : whole);
  return signed(spec.flags.includes(',') ? grouped(digits) : digits, whole < 0n, spec.flags);
}

const widths: Partial<Record<NumberKind, number>> = { byte: 8, short: 16, int: 32, long: 64 };

function unsigned(value: unknown, spec: Spec): string {
  if (!(value instanceof JavaNumber) || !isIntegral(value)) return mismatch(value, spec.kind);
  const width = widths[value.kind] ?? 64;
  const digits = BigInt.asUintN(width, BigInt(value.raw)).toString(spec.kind === 'x' ? 16 : 8);
  if (!spec.flags.includes('#')) return digits;
  return (spec.kind === 'x' ? '0x' : '0') + digits;
}

function real(value: unknown, spec: Spec): string {
  if (!(value instanceof JavaNumber) || isIntegral(value)) return mismatch(value, spec.kind);
  const number = toDouble(value);
  if (Number.isNaN(number)) return 'NaN';
  const negative = number < 0 || Object.is(number, -0);
  const size = Math.abs(number);
  if (!Number.isFinite(number)) return signed('Infinity', negative, spec.flags);
  return signed(realDigits(size, spec), negative, spec.flags);
}

function realDigits(size: number, spec: Spec): string {
  const precision = spec.precision ?? 6;
  const point = spec.flags.includes('#') && precision === 0 ? '.' : '';
  if (spec.kind === 'e') return exponential(size, precision).replace('e', `${point}e`);
  if (spec.kind === 'g') {
    const digits = precision === 0 ? 1 : precision;
    if (size !== 0 && (size < 1e-4 || size >= 10 ** digits)) return exponential(size, digits - 1);
    const before = size === 0 ? 1 : Math.floor(Math.log10(size)) + 1;
    return roundHalfUp(size, Math.max(0, digits - before));
  }
  const text = roundHalfUp(size, precision) + point;
  if (!spec.flags.includes(',')) return text;
  const [whole = '', decimals] = text.split('.');
  return grouped(whole) + (decimals === undefined ? '' : `.${decimals}`);
}

const exponential = (size: number, precision: number): string =>
  size.toExponential(Math.min(100, precision)).replace(/e([+-])(\d)$/, 'e$10$2');

/** Rounds the shortest decimal text of a number, half away from zero, as Java does; toFixed would round the binary value. */
export function roundHalfUp(size: number, decimals: number): string {
  const [mantissa = '0', exponent = '0'] = size.toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const scale = digits.length - 1 - Number(exponent);
  const drop = scale - decimals;
  let scaled = BigInt(digits);
  if (drop > 0) {
    const unit = 10n ** BigInt(Math.min(drop, 400));
    scaled = (scaled + unit / 2n) / unit;
  } else {
    scaled *= 10n ** BigInt(-drop);
  }
  const text = scaled.toString().padStart(decimals + 1, '0');
  return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}

const datePatterns: Readonly<Record<string, string>> = {
  Y: 'yyyy',
  y: 'yy',
  m: 'MM',
  d: 'dd',
  e: 'd',
  H: 'HH',
  M: 'mm',
  S: 'ss',
  L: 'SSS',
  B: 'MMMM',
  b: 'MMM',
  A: 'EEEE',
  a: 'EEE',
  F: 'yyyy-MM-dd',
  T: 'HH:mm:ss',
  R: 'HH:mm',
  D: 'MM/dd/yy',
  j: 'DDD',
  I: 'hh',
  Z: 'z',
  z: 'Z',
};

function dateTime(value: unknown, letter: string): string {
  const ms =
    value instanceof DateValue
      ? value.epochMs
      : value instanceof JavaNumber && value.kind === 'long'
        ? Number(value.raw)
        : undefined;
  if (ms === undefined) return mismatch(value, `t${letter}`);
  if (letter === 's') return String(Math.floor(ms / 1000));
  if (letter === 'Q') return String(ms);
  const pattern = datePatterns[letter];
  if (!pattern) throw javaFault(`UnknownFormatConversion 't${letter}'`);
  return formatDate(ms, pattern);
}
