import { fault } from '../errors.ts';
import type { BinaryOperator, Node } from './ast.ts';
import { Cursor } from './cursor.ts';
import { parsePrimary } from './primary.ts';
import { tokenize } from './tokenizer.ts';

/** Longest expression between `${` and `}` unless a limit says otherwise, in characters. */
export const maxExpressionLength = 10_000;

/** Told how many tokens are about to be parsed; may throw to refuse them. */
export type Pay = (tokens: number) => void;

/**
 * Parses one expression, without its delimiters. The grammar is in README.md; each function here is one of its rules.
 * A rule answers undefined where nothing of its kind begins, since some operators tell a missing operand apart.
 */
export function parseExpression(text: string, maxLength = maxExpressionLength, pay?: Pay): Node {
  if (text.length > maxLength) throw fault('EL1079E', [String(maxLength)], maxLength);
  const tokens = tokenize(text);
  pay?.(tokens.length);
  const cursor = new Cursor(tokens, text.length);
  const node = expression(cursor);
  const rest = cursor.peek();
  if (rest) throw fault('EL1041E', [text.slice(rest.start, rest.end)], rest.start);
  return present(node, cursor);
}

const present = (node: Node | undefined, cursor: Cursor): Node => {
  if (!node) throw fault('EL1044E', [], cursor.at);
  return node;
};

const nothing = (at: number): Node => ({ kind: 'literal', value: null, at });

function expression(cursor: Cursor): Node | undefined {
  return cursor.nested(() => {
    const node = or(cursor);
    const at = cursor.at;
    const left = node ?? nothing(at);
    if (cursor.takeSymbol('=')) {
      return { kind: 'assign', target: left, value: present(or(cursor), cursor), at };
    }
    if (cursor.takeSymbol('?:')) {
      return { kind: 'elvis', value: left, otherwise: expression(cursor) ?? nothing(at), at: left.at };
    }
    if (cursor.takeSymbol('?')) {
      const yes = expression(cursor);
      cursor.expect(':');
      const no = expression(cursor);
      return { kind: 'ternary', test: left, yes: present(yes, cursor), no: present(no, cursor), at: left.at };
    }
    return node;
  });
}

function binary(
  cursor: Cursor,
  left: Node | undefined,
  operator: BinaryOperator,
  right: Node | undefined,
  at: number,
): Node {
  if (!left) throw fault('EL1070E', [], at);
  if (!right) throw fault('EL1042E', [], cursor.at);
  return { kind: 'binary', operator, left, right, at: left.at };
}

function or(cursor: Cursor): Node | undefined {
  let left = and(cursor);
  while (cursor.isWord('or') || cursor.isSymbol('||')) {
    const { start } = cursor.take();
    left = binary(cursor, left, 'or', and(cursor), start);
  }
  return left;
}

function and(cursor: Cursor): Node | undefined {
  let left = relation(cursor);
  while (cursor.isWord('and') || cursor.isSymbol('&&')) {
    const { start } = cursor.take();
    left = binary(cursor, left, 'and', relation(cursor), start);
  }
  return left;
}

const relations = ['==', '!=', '<', '<=', '>', '>='] as const;
const relationWords = ['matches', 'between', 'instanceof'] as const;

/** A relation has no chain: `1 < 2 < 3` is not an expression. */
function relation(cursor: Cursor): Node | undefined {
  const left = sum(cursor);
  const operator =
    relations.find((symbol) => cursor.isSymbol(symbol)) ?? relationWords.find((word) => cursor.isWord(word));
  if (!operator) return left;
  const { start } = cursor.take();
  return binary(cursor, left, operator, sum(cursor), start);
}

function sum(cursor: Cursor): Node | undefined {
  let left = product(cursor);
  for (;;) {
    const operator = (['+', '-'] as const).find((symbol) => cursor.isSymbol(symbol));
    if (!operator) return left;
    const { start } = cursor.take();
    left = binary(cursor, left, operator, product(cursor), start);
  }
}

function product(cursor: Cursor): Node | undefined {
  let left = power(cursor);
  for (;;) {
    const operator = (['*', '/', '%'] as const).find((symbol) => cursor.isSymbol(symbol));
    if (!operator) return left;
    const { start } = cursor.take();
    left = binary(cursor, left, operator, power(cursor), start);
  }
}

function power(cursor: Cursor): Node | undefined {
  const left = unary(cursor);
  if (cursor.isSymbol('^')) {
    const { start } = cursor.take();
    const right = unary(cursor);
    if (!right) throw fault('EL1042E', [], start);
    return binary(cursor, left, '^', right, start);
  }
  const operator = (['++', '--'] as const).find((symbol) => cursor.isSymbol(symbol));
  if (!left || !operator) return left;
  cursor.take();
  return { kind: 'increment', operator, prefix: false, target: left, at: left.at };
}

function unary(cursor: Cursor): Node | undefined {
  return cursor.nested(() => {
    const at = cursor.at;
    const sign = (['+', '-', '!'] as const).find((symbol) => cursor.isSymbol(symbol));
    if (sign) {
      cursor.take();
      return { kind: 'unary', operator: sign, operand: present(unary(cursor), cursor), at };
    }
    const step = (['++', '--'] as const).find((symbol) => cursor.isSymbol(symbol));
    if (step) {
      cursor.take();
      return { kind: 'increment', operator: step, prefix: true, target: present(unary(cursor), cursor), at };
    }
    return parsePrimary(cursor, expression);
  });
}
