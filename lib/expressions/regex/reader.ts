import { type ExpressionError, javaFault } from '../errors.ts';
import { classEscape, namedSet, not, oneOf, range, withBothCases } from './char-set.ts';
import type { CharTest, Flags, RegexNode } from './node.ts';

/** A place in the text of a regular expression. */
export class Reader {
  readonly #source: string;
  #next = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get done(): boolean {
    return this.#next >= this.#source.length;
  }

  get peek(): string {
    return this.#source[this.#next] ?? '';
  }

  at(text: string): boolean {
    return this.#source.startsWith(text, this.#next);
  }

  takes(text: string): boolean {
    if (!this.at(text)) return false;
    this.#next += text.length;
    return true;
  }

  skip(): void {
    this.#next += 1;
  }

  char(): string {
    if (this.done) throw this.error('Unexpected end of the pattern');
    const char = this.peek;
    this.#next += 1;
    return char;
  }

  /** The next code point. */
  code(): number {
    const code = this.#source.codePointAt(this.#next);
    if (code === undefined) throw this.error('Unexpected end of the pattern');
    this.#next += code > 0xffff ? 2 : 1;
    return code;
  }

  until(end: string): string {
    const stop = this.#source.indexOf(end, this.#next);
    if (stop === -1) throw this.error(`'${end}' is missing`);
    const text = this.#source.slice(this.#next, stop);
    this.#next = stop + end.length;
    return text;
  }

  between(open: string, close: string): string {
    if (!this.takes(open)) throw this.error(`'${open}' is missing`);
    return this.until(close);
  }

  hex(digits: number): number {
    const text = this.#source.slice(this.#next, this.#next + digits);
    if (text.length !== digits || !/^[0-9A-Fa-f]+$/.test(text))
      throw this.error('Illegal hexadecimal escape');
    this.#next += digits;
    return Number.parseInt(text, 16);
  }

  /** The text of `\Q...\E`, when one begins here. */
  quoted(): string | undefined {
    if (!this.takes('\\Q')) return undefined;
    const end = this.#source.indexOf('\\E', this.#next);
    const text = this.#source.slice(this.#next, end === -1 ? undefined : end);
    this.#next = end === -1 ? this.#source.length : end + 2;
    return text;
  }

  skipComments(on: boolean): void {
    if (!on) return;
    for (;;) {
      if (/\s/.test(this.peek)) this.skip();
      else if (this.peek === '#') while (!this.done && this.char() !== '\n');
      else return;
    }
  }

  /** `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}`. */
  quantifier(): { min: number; max: number } | undefined {
    if (this.takes('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.takes('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.takes('?')) return { min: 0, max: 1 };
    if (!this.takes('{')) return undefined;
    const found = /^(\d{1,9})(,(\d{1,9})?)?$/.exec(this.until('}'));
    if (!found) throw this.error('Illegal repetition');
    const min = Number(found[1]);
    const max =
      found[2] === undefined ? min : found[3] === undefined ? Number.POSITIVE_INFINITY : Number(found[3]);
    if (max < min) throw this.error('Illegal repetition range');
    return { min, max };
  }

  /** Letters of `(?i-s)`. */
  flags(flags: Flags): void {
    let on = true;
    for (;;) {
      if (this.takes('-')) {
        on = false;
        continue;
      }
      const name = flagNames[this.peek];
      if (!name) return;
      flags[name] = on;
      this.skip();
    }
  }

  error(reason: string): ExpressionError {
    return javaFault(`${reason} near index ${this.#next}`);
  }
}

const flagNames: Readonly<Record<string, keyof Flags>> = {
  i: 'ignoreCase',
  m: 'multiline',
  s: 'dotAll',
  x: 'comments',
  u: 'unicodeCase',
  d: 'unixLines',
};

export const setNode = (test: CharTest): RegexNode => ({ kind: 'set', test });

/** A set of one character, both cases where the flags say so. */
export function literalSet(code: number, flags: Flags): CharTest {
  const test: CharTest = (other) => other === code;
  return flags.ignoreCase ? withBothCases(test, flags.unicodeCase) : test;
}

const controls: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, a: 7, e: 27 };

/** A character written with a backslash, which has been read already. */
export function parseEscapedChar(reader: Reader): number {
  const letter = reader.peek;
  if (Object.hasOwn(controls, letter)) {
    reader.skip();
    return controls[letter] ?? 0;
  }
  if (reader.takes('u')) return reader.hex(4);
  if (reader.takes('x')) {
    return reader.at('{') ? Number.parseInt(reader.between('{', '}'), 16) : reader.hex(2);
  }
  if (reader.takes('0')) {
    let octal = '';
    while (
      octal.length < 3 &&
      /[0-7]/.test(reader.peek) &&
      Number.parseInt(octal + reader.peek, 8) <= 0o377
    ) {
      octal += reader.char();
    }
    if (octal === '') throw reader.error('Illegal octal escape sequence');
    return Number.parseInt(octal, 8);
  }
  if (reader.takes('c')) return reader.code() ^ 64;
  if (/[A-Za-z]/.test(letter)) throw reader.error('Illegal/unsupported escape sequence');
  return reader.code();
}

const maxClassDepth = 20;

/** The rest of `[...]` after its bracket: ranges, escapes, nested sets and `&&`. */
export function parseClass(reader: Reader, flags: Flags, depth: number): CharTest {
  if (depth > maxClassDepth + 100) throw reader.error('Too deeply nested');
  const negated = reader.takes('^');
  const both: CharTest[] = [];
  let members: CharTest[] = [];
  let isFirst = true;
  for (;;) {
    if (reader.done) throw reader.error('Unclosed character class');
    if (reader.at(']') && !isFirst) break;
    isFirst = false;
    if (reader.takes('&&')) {
      both.push(oneOf(members));
      members = [];
    } else if (reader.takes('[')) {
      members.push(parseClass(reader, flags, depth + 1));
    } else {
      members.push(parseMember(reader, flags));
    }
  }
  reader.skip();
  if (members.length > 0) both.push(oneOf(members));
  const test: CharTest = (code) => both.every((part) => part(code));
  return negated ? not(test) : test;
}

function parseMember(reader: Reader, flags: Flags): CharTest {
  if (reader.takes('\\Q')) {
    const tests = [...reader.until('\\E')].map((char) => literalSet(char.codePointAt(0) ?? 0, flags));
    return oneOf(tests);
  }
  const isEscape = reader.takes('\\');
  if (isEscape) {
    const letter = reader.peek;
    if (letter === 'p' || letter === 'P') {
      reader.skip();
      const test = namedSet(reader.at('{') ? reader.between('{', '}') : reader.char());
      return letter === 'P' ? not(test) : test;
    }
    const test = classEscape(letter);
    if (test) {
      reader.skip();
      return test;
    }
  }
  const from = isEscape ? parseEscapedChar(reader) : reader.code();
  if (!reader.at('-') || reader.at('-]') || reader.at('-[')) return literalSet(from, flags);
  reader.skip();
  const to = reader.takes('\\') ? parseEscapedChar(reader) : reader.code();
  if (to < from) throw reader.error('Illegal character range');
  const test = range(from, to);
  return flags.ignoreCase ? withBothCases(test, flags.unicodeCase) : test;
}
