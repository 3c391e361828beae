import { defaultLimits } from '../budget.ts';
import { layeredMap } from '../context/beans.ts';
import { completeNames, type EvaluationContext } from '../context/build-context.ts';
import { evaluateNode } from '../evaluate/evaluate-node.ts';
import { newState } from '../evaluate/state.ts';
import { functionTable } from '../functions/catalogue.ts';
import { parseExpression } from '../syntax/parser.ts';
import { isPlainMap } from '../values/value.ts';

/** The value of a bare expression, not yet JSON; undefined when it fails. For completion, which asks while one types. */
export function evaluateRaw(expression: string, context: EvaluationContext): { value: unknown } | undefined {
  const root = isPlainMap(context.root) ? layeredMap(completeNames(context.root), () => []) : context.root;
  const state = newState(root, {
    now: () => 0,
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
