import { javaFault } from '../errors.ts';
import { classEscape, isLineEnd, isVertical, listed, namedSet, not } from './char-set.ts';
import type { Flags, Pattern, RegexNode } from './node.ts';
import { literalSet, parseClass, parseEscapedChar, Reader, setNode } from './reader.ts';

const noFlags: Flags = {
  ignoreCase: false,
  multiline: false,
  dotAll: false,
  comments: false,
  unicodeCase: false,
  unixLines: false,
};

const maxPatternLength = 2000;
const maxDepth = 100;

/** Parses a regular expression in Java's dialect. Throws with Java's kind of sentence when it is not one. */
export function parseRegex(source: string): Pattern {
  if (source.length > maxPatternLength) {
    throw javaFault(`the regular expression is longer than ${maxPatternLength} characters`);
  }
  const reader = new Reader(source);
  const names = new Map<string, number>();
  const parser = new Parser(reader, names);
  const root = parser.choice({ ...noFlags }, 0);
  if (!reader.done) throw reader.error('Unmatched closing )');
  const literal = source !== '' && /^[^\\^$.|?*+()[\]{}]+$/.test(source) ? source : undefined;
  return { root, groups: parser.groups, names, literal };
}

class Parser {
  readonly #reader: Reader;
  readonly #names: Map<string, number>;
  groups = 0;

  constructor(reader: Reader, names: Map<string, number>) {
    this.#reader = reader;
    this.#names = names;
  }

  /** `a|b|c`; flags set inside hold to the end of the enclosing group. */
  choice(flags: Flags, depth: number): RegexNode {
    if (depth > maxDepth) throw this.#reader.error('Too deeply nested');
    const options = [this.#sequence(flags, depth)];
    while (this.#reader.takes('|')) options.push(this.#sequence(flags, depth));
    const [only] = options;
    if (options.length === 1 && only) return only;
    const tests = options.map((option) => (option.kind === 'set' ? option.test : undefined));
    // `a|b|[c-d]` is one set: it then repeats without a choice at each character.
    if (tests.every((test) => test !== undefined)) {
      return { kind: 'set', test: (code) => tests.some((test) => test(code)) };
    }
    return { kind: 'choice', options };
  }

  #sequence(flags: Flags, depth: number): RegexNode {
    const items: RegexNode[] = [];
    for (;;) {
      this.#reader.skipComments(flags.comments);
      if (this.#reader.done || this.#reader.at('|') || this.#reader.at(')')) break;
      const quoted = this.#reader.quoted();
      if (quoted !== undefined) {
        for (const char of quoted) items.push(setNode(literalSet(char.codePointAt(0) ?? 0, flags)));
        const last = items.pop();
        if (last) items.push(this.#quantified(last, flags));
        continue;
      }
      const atom = this.#atom(flags, depth);
      if (atom) items.push(this.#quantified(atom, flags));
    }
    const [only] = items;
    return items.length === 1 && only ? only : { kind: 'sequence', items };
  }

  /** One quantifier at most: what follows it is an item of its own, so `a**` dangles and `a{2}{3}` is `a{2}`. */
  #quantified(atom: RegexNode, flags: Flags): RegexNode {
    this.#reader.skipComments(flags.comments);
    const bounds = this.#reader.quantifier();
    if (!bounds) return atom;
    const mode = this.#reader.takes('?') ? 'lazy' : this.#reader.takes('+') ? 'possessive' : 'greedy';
    return { kind: 'repeat', body: atom, ...bounds, mode };
  }

  #atom(flags: Flags, depth: number): RegexNode | undefined {
    const reader = this.#reader;
    if (reader.takes('(')) return this.#group(flags, depth);
    if (reader.takes('[')) return setNode(parseClass(reader, flags, depth));
    if (reader.takes('.')) return setNode(dot(flags));
    if (reader.takes('^')) return { kind: 'assert', what: flags.multiline ? 'lineStart' : 'start' };
    if (reader.takes('$')) return { kind: 'assert', what: flags.multiline ? 'lineEnd' : 'end' };
    if (reader.at('*') || reader.at('+') || reader.at('?')) {
      throw reader.error(`Dangling meta character '${reader.peek}'`);
    }
    if (reader.takes('\\')) return this.#escape(flags);
    // A brace begins a repetition even where there is nothing to repeat.
    if (reader.at('{')) return { kind: 'sequence', items: [] };
    return setNode(literalSet(reader.code(), flags));
  }

  #escape(flags: Flags): RegexNode {
    const reader = this.#reader;
    const letter = reader.peek;
    const what = assertions[letter];
    if (what) {
      reader.skip();
      return { kind: 'assert', what };
    }
    if (letter === 'R') {
      reader.skip();
      const line: RegexNode = { kind: 'set', test: isVertical };
      const crlf = ['\r', '\n'].map((char): RegexNode => ({ kind: 'set', test: listed(char) }));
      return { kind: 'choice', options: [{ kind: 'sequence', items: crlf }, line] };
    }
    if (letter >= '1' && letter <= '9')
      return { kind: 'back', index: this.#number(), ignoreCase: flags.ignoreCase };
    if (letter === 'k') {
      reader.skip();
      const name = reader.between('<', '>');
      const index = this.#names.get(name);
      if (index === undefined) throw reader.error(`(named capturing group <${name}> does not exist`);
      return { kind: 'back', index, ignoreCase: flags.ignoreCase };
    }
    if (letter === 'p' || letter === 'P') {
      reader.skip();
      const test = namedSet(reader.at('{') ? reader.between('{', '}') : reader.char());
      return setNode(letter === 'P' ? not(test) : test);
    }
    const test = classEscape(letter);
    if (test) {
      reader.skip();
      return setNode(test);
    }
    return setNode(literalSet(parseEscapedChar(reader), flags));
  }

  /** Digits of a back reference, as many as still name a group. */
  #number(): number {
    let index = Number(this.#reader.char());
    while (/\d/.test(this.#reader.peek) && index * 10 + Number(this.#reader.peek) <= this.groups) {
      index = index * 10 + Number(this.#reader.char());
    }
    return index;
  }

  #group(flags: Flags, depth: number): RegexNode | undefined {
    const reader = this.#reader;
    const close = (body: RegexNode): RegexNode => {
      if (!reader.takes(')')) throw reader.error('Unclosed group');
      return body;
    };
    const inner = (own: Flags = { ...flags }): RegexNode => close(this.choice(own, depth + 1));
    if (!reader.takes('?')) {
      this.groups += 1;
      const index = this.groups;
      return { kind: 'group', index, body: inner() };
    }
    if (reader.takes(':')) return inner();
    if (reader.takes('>')) return { kind: 'atomic', body: inner() };
    if (reader.takes('=')) return { kind: 'look', behind: false, negative: false, body: inner() };
    if (reader.takes('!')) return { kind: 'look', behind: false, negative: true, body: inner() };
    if (reader.takes('<')) {
      if (reader.takes('=')) return { kind: 'look', behind: true, negative: false, body: inner() };
      if (reader.takes('!')) return { kind: 'look', behind: true, negative: true, body: inner() };
      const name = reader.until('>');
      if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name) || this.#names.has(name)) {
        throw reader.error(`Named capturing group <${name}> is not possible`);
      }
      this.groups += 1;
      const index = this.groups;
      this.#names.set(name, index);
      return { kind: 'group', index, body: inner() };
    }
    const own = { ...flags };
    reader.flags(own);
    if (reader.takes(':')) return inner(own);
    if (!reader.takes(')')) throw reader.error('Unknown inline modifier');
    Object.assign(flags, own);
    return undefined;
  }
}

const assertions: Readonly<Record<string, Extract<RegexNode, { kind: 'assert' }>['what']>> = {
  b: 'word',
  B: 'notWord',
  A: 'start',
  G: 'lastEnd',
  Z: 'end',
  z: 'inputEnd',
};

const dot = (flags: Flags): ((code: number) => boolean) => {
  if (flags.dotAll) return () => true;
  return flags.unixLines ? (code) => code !== 10 : not(isLineEnd);
};
