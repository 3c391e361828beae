import { defaultLimits } from '../budget.ts';
import { type EvaluationContext, rootOf } from '../context/build-context.ts';
import { evaluateNode } from '../evaluate/evaluate-node.ts';
import { newState } from '../evaluate/state.ts';
import { functionTable } from '../functions/catalogue.ts';
import { parseExpression } from '../syntax/parser.ts';

/** The value of a bare expression, not yet JSON; undefined when it fails. For completion, which asks while one types. */
export function evaluateRaw(expression: string, context: EvaluationContext): { value: unknown } | undefined {
  const state = newState(rootOf(context), {
    now: () => 0,
    elapsed: () => performance.now(),
    random: () => 0,
    functions: functionTable,
    host: {},
    answers: new Map(),
    currentStageId: context.currentStageId,
    user: context.user,
    allowUnknownKeys: true,
    limits: { ...defaultLimits, steps: 50_000 },
  });
  try {
    return { value: evaluateNode(parseExpression(expression), state) };
  } catch {
    return undefined;
  }
}
