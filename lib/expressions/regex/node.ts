/** Says whether one code point belongs to a set. */
export type CharTest = (code: number) => boolean;

export type Flags = {
  ignoreCase: boolean;
  multiline: boolean;
  dotAll: boolean;
  comments: boolean;
  unicodeCase: boolean;
  unixLines: boolean;
};

export type Assertion =
  | 'start'
  | 'end'
  | 'lineStart'
  | 'lineEnd'
  | 'lastEnd'
  | 'word'
  | 'notWord'
  | 'inputEnd';

/** A regular expression, parsed. */
export type RegexNode =
  | { kind: 'set'; test: CharTest }
  | { kind: 'sequence'; items: readonly RegexNode[] }
  | { kind: 'choice'; options: readonly RegexNode[] }
  | { kind: 'group'; index: number; body: RegexNode }
  | { kind: 'look'; behind: boolean; negative: boolean; body: RegexNode }
  | { kind: 'atomic'; body: RegexNode }
  | { kind: 'assert'; what: Assertion }
  | { kind: 'back'; index: number; ignoreCase: boolean }
  | { kind: 'repeat'; body: RegexNode; min: number; max: number; mode: 'greedy' | 'lazy' | 'possessive' };

export type Pattern = {
  root: RegexNode;
  groups: number;
  names: ReadonlyMap<string, number>;
  /** Set when the pattern is nothing but this text, which is found without the matcher. */
  literal: string | undefined;
};
