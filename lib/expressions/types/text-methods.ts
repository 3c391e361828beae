import { javaFault } from '../errors.ts';
import { regexMatches, regexReplace, regexSplit } from '../regex/regex.ts';
import { decodeBytes, encodeBytes, signedBytes } from '../text/bytes.ts';
import { formatText } from '../text/format.ts';
import { compareText, javaEquals } from '../values/compare.ts';
import { textHash } from '../values/hash.ts';
import { double, float, long } from '../values/number.ts';
import { textOf } from '../values/text.ts';
import { ArrayValue, CharValue, charSequence, fromPlain } from '../values/value.ts';
import {
  arg,
  type Call,
  charArg,
  flagArg,
  intArg,
  itemsArg,
  longArg,
  type MethodTable,
  realArg,
  selfText,
  textArg,
} from './method.ts';
import { stripIndent, translateEscapes } from './text-blocks.ts';

const outOfBounds = (what: string, length: number): never => {
  throw javaFault(`${what}, length ${length}`);
};

function slice(call: Call, begin: number, end: number): string {
  const text = selfText(call);
  if (begin < 0 || end > text.length || begin > end) outOfBounds(`begin ${begin}, end ${end}`, text.length);
  call.state.budget.allocate(end - begin);
  return text.slice(begin, end);
}

function charAt(call: Call, index: number): string {
  const text = selfText(call);
  return text[index] ?? outOfBounds(`index ${index}`, text.length);
}

function made(call: Call, text: string): string {
  call.state.budget.allocate(text.length);
  return text;
}

/** Position of a code point, given as a number, from a place on. */
const codePointText = (code: number): string =>
  code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\0\0';

/** Blanks as Java's isWhitespace sees them: the separators 28 to 31 too, but no blank that must not break. */
const isJavaSpace = (text: string): boolean => {
  const code = text.charCodeAt(0);
  if (code >= 28 && code <= 31) return true;
  return /^\s$/.test(text) && !/[\u00a0\u2007\u202f\ufeff]/.test(text);
};

function strip(text: string, leading: boolean, trailing: boolean): string {
  let start = 0;
  let end = text.length;
  while (leading && start < end && isJavaSpace(text[start] ?? '')) start += 1;
  while (trailing && end > start && isJavaSpace(text[end - 1] ?? '')) end -= 1;
  return text.slice(start, end);
}

/** Shifts every line right, or left as far as it has blanks; each line then ends with a line feed. */
function indent(call: Call): string {
  const count = intArg(call, 0);
  const text = selfText(call);
  if (text === '') return '';
  const lines = text.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);
  call.state.budget.allocate(text.length + lines.length * (Math.max(0, count) + 1));
  const cut = Math.min(-count, text.length);
  const shifted = lines.map((line) => {
    if (count >= 0) return ' '.repeat(count) + line;
    const blanks = line.length - line.trimStart().length;
    return line.slice(Math.min(blanks, cut));
  });
  return `${shifted.join('\n')}\n`;
}

function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 32) end -= 1;
  return text.slice(start, end);
}

function regionMatches(call: Call, ignoreCase: boolean, at: number): boolean {
  const text = selfText(call);
  const [from, other, otherFrom, length] = [
    intArg(call, at),
    textArg(call, at + 1),
    intArg(call, at + 2),
    intArg(call, at + 3),
  ];
  if (from < 0 || otherFrom < 0 || from + length > text.length || otherFrom + length > other.length)
    return false;
  const [a, b] = [text.substr(from, length), other.substr(otherFrom, length)];
  return ignoreCase ? a.toLowerCase() === b.toLowerCase() : a === b;
}

function codePointAt(call: Call, index: number): number {
  const text = selfText(call);
  return text.codePointAt(index) ?? outOfBounds(`index ${index}`, text.length);
}

function join(call: Call, items: readonly unknown[]): string {
  const parts = items.map((item) => {
    const value = fromPlain(item);
    const text = value === null ? 'null' : charSequence(value);
    if (text === undefined) throw javaFault('join takes text only');
    return text;
  });
  const separator = textArg(call, 0);
  call.state.budget.allocate(parts.reduce((sum, part) => sum + part.length + separator.length, 0));
  return parts.join(separator);
}

const chars = (text: string): ArrayValue =>
  new ArrayValue(
    'char',
    text.split('').map((char) => new CharValue(char)),
  );

export const textMethods: MethodTable = {
  'charAt(int): char': (call) => charAt(call, intArg(call, 0)),
  'codePointAt(int): int': (call) => codePointAt(call, intArg(call, 0)),
  'codePointBefore(int): int': (call) => codePointAt(call, intArg(call, 0) - 1),
  'codePointCount(int,int): int': (call) => [...slice(call, intArg(call, 0), intArg(call, 1))].length,
  'compareTo(String): int': (call) => compareText(selfText(call), textArg(call, 0)),
  'compareToIgnoreCase(String): int': (call) =>
    compareText(selfText(call).toLowerCase(), textArg(call, 0).toLowerCase()),
  'concat(String): String': (call) => made(call, selfText(call) + textArg(call, 0)),
  'contains(CharSequence): boolean': (call) => selfText(call).includes(textArg(call, 0)),
  'contentEquals(CharSequence): boolean': (call) => selfText(call) === textArg(call, 0),
  'endsWith(String): boolean': (call) => selfText(call).endsWith(textArg(call, 0)),
  'equals(Object): boolean': (call) => javaEquals(selfText(call), arg(call, 0), call.state),
  'equalsIgnoreCase(String): boolean': (call) =>
    selfText(call).toLowerCase() === (charSequence(arg(call, 0)) ?? '\0').toLowerCase(),
  'static format(String,Object...): String': (call) =>
    formatText(textArg(call, 0), itemsArg(call, 1), call.state),
  'static format(Locale,String,Object...): String': (call) =>
    formatText(textArg(call, 1), itemsArg(call, 2), call.state),
  'formatted(Object...): String': (call) => formatText(selfText(call), itemsArg(call, 0), call.state),
  'getBytes(): byte[]': (call) => signedBytes(encodeBytes(made(call, selfText(call)), 'utf-8')),
  'getBytes(String): byte[]': (call) =>
    signedBytes(encodeBytes(made(call, selfText(call)), textArg(call, 0))),
  'getBytes(Charset): byte[]': (call) =>
    signedBytes(encodeBytes(made(call, selfText(call)), textArg(call, 0))),
  'hashCode(): int': (call) => textHash(selfText(call)),
  'indexOf(String): int': (call) => selfText(call).indexOf(textArg(call, 0)),
  'indexOf(int): int': (call) => selfText(call).indexOf(codePointText(intArg(call, 0))),
  'indexOf(String,int): int': (call) => selfText(call).indexOf(textArg(call, 0), intArg(call, 1)),
  'indexOf(int,int): int': (call) => selfText(call).indexOf(codePointText(intArg(call, 0)), intArg(call, 1)),
  'indent(int): String': indent,
  'intern(): String': selfText,
  'isBlank(): boolean': (call) => strip(selfText(call), true, true) === '',
  'isEmpty(): boolean': (call) => selfText(call) === '',
  'static join(CharSequence,CharSequence...): String': (call) => join(call, itemsArg(call, 1)),
  'static join(CharSequence,Iterable): String': (call) => join(call, itemsArg(call, 1)),
  'lastIndexOf(String): int': (call) => selfText(call).lastIndexOf(textArg(call, 0)),
  'lastIndexOf(int): int': (call) => selfText(call).lastIndexOf(codePointText(intArg(call, 0))),
  'lastIndexOf(String,int): int': (call) => lastIndexOf(selfText(call), textArg(call, 0), intArg(call, 1)),
  'lastIndexOf(int,int): int': (call) =>
    lastIndexOf(selfText(call), codePointText(intArg(call, 0)), intArg(call, 1)),
  'length(): int': (call) => selfText(call).length,
  'matches(String): boolean': (call) => regexMatches(textArg(call, 0), selfText(call), call.state.budget),
  'regionMatches(int,String,int,int): boolean': (call) => regionMatches(call, false, 0),
  'regionMatches(boolean,int,String,int,int): boolean': (call) => regionMatches(call, flagArg(call, 0), 1),
  'repeat(int): String': (call) => {
    const count = intArg(call, 0);
    if (count < 0) throw javaFault(`count is negative: ${count}`);
    call.state.budget.allocate(selfText(call).length * count);
    return selfText(call).repeat(count);
  },
  'replace(CharSequence,CharSequence): String': (call) => {
    const [text, from, to] = [selfText(call), textArg(call, 0), textArg(call, 1)];
    const parts = from === '' ? ['', ...text.split(''), ''] : text.split(from);
    call.state.budget.allocate(text.length + Math.max(0, parts.length - 1) * to.length);
    return parts.join(to);
  },
  'replace(char,char): String': (call) =>
    made(
      call,
      selfText(call).replaceAll(charArg(call, 0), () => charArg(call, 1)),
    ),
  'replaceAll(String,String): String': (call) =>
    regexReplace(selfText(call), textArg(call, 0), textArg(call, 1), false, call.state.budget),
  'replaceFirst(String,String): String': (call) =>
    regexReplace(selfText(call), textArg(call, 0), textArg(call, 1), true, call.state.budget),
  'split(String): String[]': (call) =>
    new ArrayValue('String', regexSplit(selfText(call), textArg(call, 0), 0, call.state.budget)),
  'split(String,int): String[]': (call) =>
    new ArrayValue(
      'String',
      regexSplit(selfText(call), textArg(call, 0), intArg(call, 1), call.state.budget),
    ),
  'startsWith(String): boolean': (call) => selfText(call).startsWith(textArg(call, 0)),
  'startsWith(String,int): boolean': (call) =>
    intArg(call, 1) >= 0 &&
    intArg(call, 1) <= selfText(call).length &&
    selfText(call).startsWith(textArg(call, 0), intArg(call, 1)),
  'strip(): String': (call) => strip(selfText(call), true, true),
  'stripLeading(): String': (call) => strip(selfText(call), true, false),
  'stripIndent(): String': (call) => made(call, stripIndent(selfText(call))),
  'stripTrailing(): String': (call) => strip(selfText(call), false, true),
  'substring(int): String': (call) => slice(call, intArg(call, 0), selfText(call).length),
  'substring(int,int): String': (call) => slice(call, intArg(call, 0), intArg(call, 1)),
  'toCharArray(): char[]': (call) => chars(made(call, selfText(call))),
  'toLowerCase(): String': (call) => made(call, selfText(call).toLowerCase()),
  'toLowerCase(Locale): String': (call) => textArg(call, 0) && made(call, selfText(call).toLowerCase()),
  'toString(): String': selfText,
  'toUpperCase(): String': (call) => made(call, selfText(call).toUpperCase()),
  'toUpperCase(Locale): String': (call) => textArg(call, 0) && made(call, selfText(call).toUpperCase()),
  'translateEscapes(): String': (call) => made(call, translateEscapes(selfText(call))),
  'trim(): String': (call) => trim(selfText(call)),
  'static valueOf(char): String': (call) => charArg(call, 0),
  'static valueOf(boolean): String': (call) => String(flagArg(call, 0)),
  'static valueOf(int): String': (call) => String(intArg(call, 0)),
  'static valueOf(long): String': (call) => textOf(long(longArg(call, 0)), call.state),
  'static valueOf(float): String': (call) => textOf(float(realArg(call, 0)), call.state),
  'static valueOf(double): String': (call) => textOf(double(realArg(call, 0)), call.state),
  'static valueOf(char[]): String': (call) =>
    itemsArg(call, 0)
      .map((item) => textOf(item, call.state))
      .join(''),
  'static copyValueOf(char[]): String': (call) =>
    itemsArg(call, 0)
      .map((item) => textOf(item, call.state))
      .join(''),
  'static valueOf(Object): String': (call) => textOf(arg(call, 0), call.state),
};

/** Before the start there is nothing, where JavaScript would still look at the start. */
const lastIndexOf = (text: string, wanted: string, from: number): number =>
  from < 0 ? -1 : text.lastIndexOf(wanted, from);

/** Of those that would all need a conversion the last is taken. */
export const textConstructors: MethodTable = {
  'String(): String': () => '',
  'String(byte[]): String': (call) => decodeBytes(itemsArg(call, 0), 'utf-8'),
  'String(byte[],String): String': (call) => decodeBytes(itemsArg(call, 0), textArg(call, 1)),
  'String(byte[],Charset): String': (call) => decodeBytes(itemsArg(call, 0), textArg(call, 1)),
  'String(char[]): String': (call) =>
    itemsArg(call, 0)
      .map((item) => textOf(item, call.state))
      .join(''),
  'String(String): String': (call) => textArg(call, 0),
};
