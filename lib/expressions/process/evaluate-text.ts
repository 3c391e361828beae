import { ExpressionError } from '../errors.ts';
import { evaluateNode } from '../evaluate/evaluate-node.ts';
import { type Environment, newState, type State } from '../evaluate/state.ts';
import { PendingCall } from '../functions/pending.ts';
import { parseTemplate, type TemplatePart } from '../syntax/template.ts';
import { toText } from '../values/convert.ts';
import { textOf } from '../values/text.ts';
import { toPlain } from '../values/to-plain.ts';
import { classOf, EnumValue } from '../values/value.ts';

/** What it costs to cut, parse and keep one token. */
const unitsPerToken = 20;

/** What became of one text with expressions in it. */
export type TextOutcome = {
  /** The result as JSON; the text itself when it failed or came to nothing. */
  value: unknown;
  /** Java class of the result where it matters: Integer, Long, Double, Float. */
  className: string | undefined;
  /** The text without delimiters, as the summary names it. */
  expression: string;
  /** Something in it was null. */
  isUnresolved: boolean;
  error: ExpressionError | undefined;
  pending: PendingCall | undefined;
};

/** Where the result goes: a key of a map must be text, and is the text that Java gives a value. */
export type Use = 'value' | 'key';

/** Evaluates one text against a root. Never throws: failure is part of the outcome. */
export function evaluateText(
  text: string,
  root: unknown,
  environment: Environment,
  use: Use = 'value',
): TextOutcome {
  const outcome: TextOutcome = {
    value: text,
    className: undefined,
    expression: simplified(text),
    isUnresolved: false,
    error: undefined,
    pending: undefined,
  };
  try {
    const state = newState(root, environment);
    const pay = (tokens: number): void => state.budget.step(tokens * unitsPerToken);
    const parts = parseTemplate(text, environment.limits.expressionLength, pay);
    outcome.expression = parts.map((part) => part.text).join('');
    return { ...outcome, ...evaluateParts(parts, text, state, use) };
  } catch (thrown) {
    if (thrown instanceof PendingCall) return { ...outcome, pending: thrown };
    return { ...outcome, error: asExpressionError(thrown) };
  }
}

type Result = Pick<TextOutcome, 'value' | 'className' | 'isUnresolved'>;

function evaluateParts(parts: readonly TemplatePart[], text: string, state: State, use: Use): Result {
  const [only] = parts;
  if (parts.length !== 1 || only?.kind !== 'expression') return joinParts(parts, state);
  const value = located(only, () => evaluateNode(only.node, state));
  if (value === null) return { value: text, className: 'String', isUnresolved: true };
  if (use === 'key') return { value: textOf(value, state), className: 'String', isUnresolved: false };
  const plain = value instanceof EnumValue ? value.name : toPlain(value, state);
  return {
    value: plain,
    className: value instanceof EnumValue && value.type === 'ExecutionStatus' ? 'String' : classOf(value),
    isUnresolved: false,
  };
}

/** Text around expressions makes the whole a text. A part that is null stays as it was written. */
function joinParts(parts: readonly TemplatePart[], state: State): Result {
  let isUnresolved = false;
  const pieces = parts.map((part) => {
    if (part.kind === 'text') return part.text;
    const piece = located(part, () => toText(evaluateNode(part.node, state), state));
    if (piece !== null) return piece;
    isUnresolved = true;
    return `\${${part.text}}`;
  });
  return { value: pieces.join(''), className: 'String', isUnresolved };
}

/** Counts the position of an error from the start of the whole text. */
function located<T>(part: { at: number }, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ExpressionError && error.position !== undefined) error.position += part.at;
    throw error;
  }
}

/** Whatever else may be thrown (a stack that ran out on odd data, say) is an error of the expression, not of the caller. */
export function asExpressionError(thrown: unknown): ExpressionError {
  if (thrown instanceof ExpressionError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ExpressionError('evaluation', `the expression could not be evaluated: ${message}`);
}

/** The text of an expression that could not even be cut into parts. */
function simplified(text: string): string {
  const single = text.startsWith('${') && text.endsWith('}') && !text.includes('\n');
  return single ? text.slice(2, -1).trim() : text.replaceAll('$', '');
}
