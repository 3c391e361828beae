import { defaultLimits } from '../budget.ts';
import { ExpressionError } from '../errors.ts';
import { functionTable } from '../functions/catalogue.ts';
import type { Node } from '../syntax/ast.ts';
import { childrenOf } from '../syntax/children.ts';
import { parseExpression } from '../syntax/parser.ts';
import { type RawPart, splitTemplate } from '../syntax/template.ts';

export type Problem = {
  message: string;
  /** First character of the trouble, counted in the text. */
  from: number;
  /** One past its last character. */
  to: number;
  severity: 'error' | 'warning';
};

/** What is wrong with a text before it is ever evaluated: syntax, and helper functions that do not exist. */
export function checkSyntax(text: string): Problem[] {
  let parts: RawPart[];
  try {
    parts = splitTemplate(text);
  } catch (error) {
    return [problemOf(error, 0, text.length)];
  }
  return parts.flatMap((part) => (part.kind === 'text' ? [] : checkExpression(part)));
}

function checkExpression(part: RawPart): Problem[] {
  try {
    return unknownFunctions(parseExpression(part.text, defaultLimits.expressionLength), part.at);
  } catch (error) {
    return [problemOf(error, part.at, part.at + part.text.length)];
  }
}

function problemOf(error: unknown, offset: number, end: number): Problem {
  if (!(error instanceof ExpressionError)) throw error;
  const from = error.position === undefined ? offset : offset + error.position;
  return { message: error.message, from: Math.min(from, end), to: Math.max(end, from), severity: 'error' };
}

function unknownFunctions(root: Node, offset: number): Problem[] {
  const problems: Problem[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === 'function' && !functionTable.has(node.name)) {
      const from = offset + node.at;
      const message = `there is no function #${node.name}`;
      problems.push({ message, from, to: from + node.name.length + 1, severity: 'warning' });
    }
    waiting.push(...childrenOf(node));
  }
  return problems.sort((a, b) => a.from - b.from);
}
