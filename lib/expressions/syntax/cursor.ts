import { ExpressionError, fault } from '../errors.ts';
import type { Token } from './token.ts';

/** Levels of brackets and operators a text may nest; deeper is refused before the machine's own stack would be. */
const maxDepth = 120;

/** A place in a list of tokens, with the small questions a parser asks. */
export class Cursor {
  readonly tokens: readonly Token[];
  readonly length: number;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], length: number) {
    this.tokens = tokens;
    this.length = length;
  }

  peek(): Token | undefined {
    return this.tokens[this.#next];
  }

  /** Position of the next token, or of the end. */
  get at(): number {
    return this.peek()?.start ?? this.length;
  }

  take(): Token {
    const token = this.peek();
    if (!token) throw fault('EL1044E', [], this.length);
    this.#next += 1;
    return token;
  }

  isSymbol(...symbols: readonly string[]): boolean {
    const token = this.peek();
    return token?.kind === 'symbol' && symbols.includes(token.text);
  }

  /** True when the next token is this word, in any case. */
  isWord(word: string): boolean {
    const token = this.peek();
    return token?.kind === 'name' && token.text.toLowerCase() === word;
  }

  /** Takes a name of a member: any name, or a word that would be an operator elsewhere. */
  takeMemberName(): Token | undefined {
    const token = this.peek();
    if (token?.kind === 'name') return this.take();
    return token?.word === undefined ? undefined : { ...this.take(), kind: 'name', text: token.word };
  }

  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.#next += 1;
    return true;
  }

  expect(symbol: string): Token {
    const token = this.take();
    if (token.kind === 'symbol' && token.text === symbol) return token;
    throw fault('EL1043E', [`'${symbol}'`, token.text], token.start);
  }

  expectName(): Token {
    const token = this.take();
    if (token.kind === 'name') return token;
    throw fault('EL1043E', ['a name', token.text], token.start);
  }

  nested<T>(parse: () => T): T {
    this.#depth += 1;
    if (this.#depth > maxDepth) {
      throw new ExpressionError('budget', `the expression is nested more than ${maxDepth} levels deep`, {
        position: this.at,
      });
    }
    try {
      return parse();
    } finally {
      this.#depth -= 1;
    }
  }
}
