import { javaFault } from '../errors.ts';
import type { CharTest } from './node.ts';

export const oneOf = (tests: readonly CharTest[]): CharTest => {
  const [only] = tests;
  return tests.length === 1 && only ? only : (code) => tests.some((test) => test(code));
};

export const not =
  (test: CharTest): CharTest =>
  (code) =>
    !test(code);

export const range =
  (from: number, to: number): CharTest =>
  (code) =>
    code >= from && code <= to;

export const listed = (chars: string): CharTest => {
  const codes = new Set([...chars].map((char) => char.codePointAt(0)));
  return (code) => codes.has(code);
};

const isUpper = range(65, 90);
const isLower = range(97, 122);
export const isDigit = range(48, 57);
const isAlpha = oneOf([isUpper, isLower]);
const isAlnum = oneOf([isAlpha, isDigit]);
export const isWordChar = oneOf([isAlnum, (code) => code === 95]);
export const isSpace = listed(' \t\n\x0b\f\r');
const isPunct = listed('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');
export const isVertical = listed('\n\x0b\f\r\x85\u2028\u2029');
const isHorizontal: CharTest = (code) =>
  code === 0x20 ||
  code === 9 ||
  code === 0xa0 ||
  code === 0x1680 ||
  code === 0x180e ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x202f ||
  code === 0x205f ||
  code === 0x3000;
export const isLineEnd = listed('\n\r\x85\u2028\u2029');

/** `\d`, `\W` and the like; undefined for a letter that names no set. */
export function classEscape(letter: string): CharTest | undefined {
  switch (letter) {
    case 'd':
      return isDigit;
    case 'D':
      return not(isDigit);
    case 'w':
      return isWordChar;
    case 'W':
      return not(isWordChar);
    case 's':
      return isSpace;
    case 'S':
      return not(isSpace);
    case 'h':
      return isHorizontal;
    case 'H':
      return not(isHorizontal);
    case 'v':
      return isVertical;
    case 'V':
      return not(isVertical);
    default:
      return undefined;
  }
}

const posix: Readonly<Record<string, CharTest>> = {
  Lower: isLower,
  Upper: isUpper,
  ASCII: range(0, 127),
  Alpha: isAlpha,
  Digit: isDigit,
  Alnum: isAlnum,
  Punct: isPunct,
  Graph: oneOf([isAlnum, isPunct]),
  Print: oneOf([isAlnum, isPunct, (code) => code === 32]),
  Blank: listed(' \t'),
  Cntrl: oneOf([range(0, 31), (code) => code === 127]),
  XDigit: oneOf([isDigit, range(65, 70), range(97, 102)]),
  Space: isSpace,
  javaLowerCase: byUnicode('Ll'),
  javaUpperCase: byUnicode('Lu'),
  javaWhitespace: isSpace,
};

/** The set that `\p{name}` names. Throws for an unknown name. */
export function namedSet(name: string): CharTest {
  const known = Object.hasOwn(posix, name) ? posix[name] : undefined;
  if (known) return known;
  const plain = name.replace(/^Is/, '').replace(/^(script|sc|general_category|gc)=/i, '');
  if (!/^[A-Za-z_]+$/.test(plain)) throw javaFault(`Unknown character property name {${name}}`);
  return byUnicode(plain);
}

/** The platform's own tables, asked about one character at a time, so nothing here can run long. */
function byUnicode(name: string): CharTest {
  for (const property of [name, `Script=${name}`]) {
    try {
      const pattern = new RegExp(`^\\p{${property}}$`, 'u');
      return (code) => pattern.test(String.fromCodePoint(code));
    } catch {
      // Not a property by this name; the next reading may be.
    }
  }
  throw javaFault(`Unknown character property name {${name}}`);
}

/** Adds the other case of every member. Only ASCII letters have one unless Unicode case is asked for. */
export function withBothCases(test: CharTest, unicode: boolean): CharTest {
  return (code) => {
    if (test(code)) return true;
    if (!unicode && code > 127) return false;
    const char = String.fromCodePoint(code);
    const lower = char.toLowerCase().codePointAt(0) ?? code;
    const upper = char.toUpperCase().codePointAt(0) ?? code;
    return (lower !== code && test(lower)) || (upper !== code && test(upper));
  };
}
