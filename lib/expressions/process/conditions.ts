import type { EvaluationContext } from '../context/build-context.ts';
import { type Evaluation, type EvaluationOptions, evaluate } from './evaluate.ts';

export type Condition = {
  /** True only when the expression came out as true. */
  holds: boolean;
  /** The expression could not be evaluated, or is neither true nor false. */
  failed: boolean;
  /** What it came out as, as text; the bare expression when it failed. */
  result: string;
  evaluation: Evaluation;
};

const wrapped = (expression: string): string => `\${${expression}}`;

function conditionOf(evaluation: Evaluation): Condition {
  const text =
    typeof evaluation.value === 'object' ? JSON.stringify(evaluation.value) : String(evaluation.value);
  const bare = /^\$\{(.*)\}$/.exec(text)?.[1] ?? text;
  const word = bare.toLowerCase();
  const isAnswer = !evaluation.failed && (word === 'true' || word === 'false');
  return { holds: word === 'true', failed: !isAnswer, result: bare, evaluation };
}

/**
 * Evaluates a condition that users write without `${}`: `stageEnabled.expression` and the expression of a
 * precondition. A stage whose condition failed is skipped, a precondition whose condition failed does not hold.
 */
export function evaluateCondition(
  expression: string,
  context: EvaluationContext,
  options: EvaluationOptions = {},
): Condition {
  return conditionOf(evaluate(wrapped(expression), context, options));
}
