import type { Budget } from '../budget.ts';
import { fault } from '../errors.ts';
import { isLineEnd } from './char-set.ts';
import { isMemoizable } from './memo.ts';
import type { Assertion, Pattern, RegexNode } from './node.ts';

/** Where a match and its groups lie; a group that took no part is -1. */
export type Match = { start: number; end: number; groups: readonly number[] };

type Next = (at: number) => boolean;
type Matcher = (at: number, next: Next) => boolean;

/** Nested calls a match may use. Java's own engine overflows its stack on such patterns. */
const maxDepth = 1200;

/** A pattern bound to one text. Every step is paid for, so no pattern runs long. */
export class Matching {
  readonly #pattern: Pattern;
  readonly #text: string;
  readonly #budget: Budget;
  readonly #memoizes: boolean;
  readonly #matcher: Matcher;
  #groups: number[];
  #depth = 0;
  #lastEnd = 0;

  constructor(pattern: Pattern, text: string, budget: Budget) {
    this.#pattern = pattern;
    this.#text = text;
    this.#budget = budget;
    this.#groups = Array.from({ length: (pattern.groups + 1) * 2 }, () => -1);
    this.#memoizes = isMemoizable(pattern.root);
    this.#matcher = this.#compile(pattern.root);
  }

  /** True when the pattern covers the whole text. */
  matches(): boolean {
    return this.#run(0, (end) => end === this.#text.length) !== undefined;
  }

  /** The first match at or after a place. */
  find(from: number): Match | undefined {
    const { literal } = this.#pattern;
    if (literal !== undefined) {
      const start = this.#text.indexOf(literal, from);
      this.#budget.step(1 + (((start === -1 ? this.#text.length : start) - from) >> 5));
      return start === -1
        ? undefined
        : { start, end: start + literal.length, groups: [start, start + literal.length] };
    }
    for (let start = from; start <= this.#text.length; start += 1) {
      const match = this.#run(start, () => true);
      if (match) {
        this.#lastEnd = match.end;
        return match;
      }
    }
    return undefined;
  }

  #run(start: number, accept: Next): Match | undefined {
    this.#groups.fill(-1);
    this.#depth = 0;
    let end = -1;
    const found = this.#matcher(start, (at) => {
      if (!accept(at)) return false;
      end = at;
      return true;
    });
    if (!found) return undefined;
    return { start, end, groups: [start, end, ...this.#groups.slice(2)] };
  }

  #compile(node: RegexNode): Matcher {
    switch (node.kind) {
      case 'set':
        return this.#set(node.test);
      case 'sequence': {
        const steps = node.items.map((item) => this.#compile(item));
        return steps.reduceRight<Matcher>(
          (rest, step) => joined(step, rest),
          (at, next) => next(at),
        );
      }
      case 'choice': {
        const options = node.options.map((option) => this.#compile(option));
        return (at, next) => options.some((option) => option(at, next));
      }
      case 'group':
        return this.#group(node.index, this.#compile(node.body));
      case 'atomic':
        return this.#atomic(this.#compile(node.body));
      case 'look':
        return this.#look(this.#compile(node.body), node.behind, node.negative);
      case 'assert':
        return (at, next) => this.#asserts(node.what, at) && next(at);
      case 'back':
        return this.#back(node.index, node.ignoreCase);
      case 'repeat':
        return this.#repeat(node);
    }
  }

  #codeAt(at: number): number {
    return this.#text.codePointAt(at) ?? -1;
  }

  #set(test: (code: number) => boolean): Matcher {
    return (at, next) => {
      this.#budget.step(2);
      const code = this.#codeAt(at);
      return code !== -1 && test(code) && next(code > 0xffff ? at + 2 : at + 1);
    };
  }

  #group(index: number, body: Matcher): Matcher {
    const [from, to] = [index * 2, index * 2 + 1];
    return (at, next) =>
      body(at, (end) => {
        const groups = this.#groups;
        const [oldStart = -1, oldEnd = -1] = [groups[from], groups[to]];
        groups[from] = at;
        groups[to] = end;
        if (next(end)) return true;
        groups[from] = oldStart;
        groups[to] = oldEnd;
        return false;
      });
  }

  #atomic(body: Matcher): Matcher {
    return (at, next) => {
      let end = -1;
      const found = body(at, (stop) => {
        end = stop;
        return true;
      });
      return found && next(end);
    };
  }

  #look(body: Matcher, behind: boolean, negative: boolean): Matcher {
    return (at, next) => {
      let found = false;
      if (behind) {
        for (let from = at; from >= 0 && !found; from -= 1) found = body(from, (end) => end === at);
      } else {
        found = body(at, () => true);
      }
      return found !== negative && next(at);
    };
  }

  #back(index: number, ignoreCase: boolean): Matcher {
    return (at, next) => {
      const [start = -1, end = -1] = [this.#groups[index * 2], this.#groups[index * 2 + 1]];
      if (start === -1) return false;
      this.#budget.step(1 + ((end - start) >> 4));
      const wanted = this.#text.slice(start, end);
      const got = this.#text.slice(at, at + wanted.length);
      const same = ignoreCase ? wanted.toLowerCase() === got.toLowerCase() : wanted === got;
      return same && next(at + wanted.length);
    };
  }

  #repeat(node: Extract<RegexNode, { kind: 'repeat' }>): Matcher {
    if (node.mode === 'possessive') return this.#atomic(this.#repeat({ ...node, mode: 'greedy' }));
    if (node.body.kind === 'set') {
      return this.#remembering(this.#repeatSet(node.body.test, node.min, node.max, node.mode === 'lazy'));
    }
    const body = this.#compile(node.body);
    const { min, max } = node;
    const isLazy = node.mode === 'lazy';
    const failed = new Set<number>();
    const loop = (at: number, count: number, next: Next): boolean => {
      this.#budget.step(2);
      const isFree = this.#memoizes && count >= min && max === Number.POSITIVE_INFINITY;
      if (isFree && failed.has(at)) return false;
      this.#depth += 1;
      if (this.#depth > maxDepth) throw fault('EL1073E', ['...']);
      const more = (): boolean =>
        count < max && body(at, (end) => (end > at || count < min) && loop(end, count + 1, next));
      const result = isLazy ? (count >= min && next(at)) || more() : more() || (count >= min && next(at));
      this.#depth -= 1;
      if (!result && isFree) failed.add(at);
      return result;
    };
    return (at, next) => loop(at, 0, next);
  }

  /** Does not try a place again at which it has failed. */
  #remembering(matcher: Matcher): Matcher {
    if (!this.#memoizes) return matcher;
    const failed = new Set<number>();
    return (at, next) => {
      if (failed.has(at)) return false;
      if (matcher(at, next)) return true;
      failed.add(at);
      return false;
    };
  }

  /** A repeated set needs no recursion: count as far as it goes, then try the rest from the back. */
  #repeatSet(test: (code: number) => boolean, min: number, max: number, isLazy: boolean): Matcher {
    const width = (at: number): number => {
      const code = this.#codeAt(at);
      if (code === -1 || !test(code)) return 0;
      return code > 0xffff ? 2 : 1;
    };
    return (start, next) => {
      let at = start;
      let count = 0;
      const goal = isLazy ? min : max;
      while (count < goal) {
        this.#budget.step(2);
        const step = width(at);
        if (step === 0) break;
        at += step;
        count += 1;
      }
      if (count < min) return false;
      if (!isLazy) {
        for (;;) {
          this.#budget.step(2);
          if (next(at)) return true;
          if (count === min) return false;
          at -= at - 2 >= start && this.#codeAt(at - 2) > 0xffff ? 2 : 1;
          count -= 1;
        }
      }
      while (!next(at)) {
        this.#budget.step(2);
        const step = count < max ? width(at) : 0;
        if (step === 0) return false;
        at += step;
        count += 1;
      }
      return true;
    };
  }

  #asserts(what: Assertion, at: number): boolean {
    this.#budget.step(2);
    const text = this.#text;
    switch (what) {
      case 'start':
        return at === 0;
      case 'inputEnd':
        return at === text.length;
      case 'lastEnd':
        return at === this.#lastEnd;
      case 'end':
        return at === text.length || (isLineEnd(text.charCodeAt(at)) && endOfLine(text, at) === text.length);
      case 'lineStart':
        return at === 0 || (at < text.length && isLineEnd(text.charCodeAt(at - 1)));
      case 'lineEnd':
        return at === text.length || isLineEnd(text.charCodeAt(at));
      case 'word':
        return isWordAt(text, at - 1) !== isWordAt(text, at);
      case 'notWord':
        return isWordAt(text, at - 1) === isWordAt(text, at);
    }
  }
}

const joined =
  (step: Matcher, rest: Matcher): Matcher =>
  (at, next) =>
    step(at, (end) => rest(end, next));

const endOfLine = (text: string, at: number): number => (text.startsWith('\r\n', at) ? at + 2 : at + 1);

const wordChar = /[\p{L}\p{Nd}_]/u;

const isWordAt = (text: string, at: number): boolean =>
  at >= 0 && at < text.length && wordChar.test(text[at] ?? '');
