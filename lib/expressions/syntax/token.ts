export type TokenKind = 'name' | 'text' | 'int' | 'long' | 'hex' | 'hexLong' | 'real' | 'float' | 'symbol';

export type Token = {
  kind: TokenKind;
  /** The symbol, the name, the text without quotes, or the digits without suffix. */
  text: string;
  /** How an operator was written that is a word: where a name is wanted, `le` is a name like any other. */
  word?: string;
  /** First character, counted in the expression. */
  start: number;
  /** One past the last character. */
  end: number;
};
