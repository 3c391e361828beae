import type { EvaluationContext } from '../context/build-context.ts';
import { withNames } from '../context/with-names.ts';
import { isPlainMap } from '../values/value.ts';
import { type Evaluation, type EvaluationOptions, evaluate, evaluateAsync } from './evaluate.ts';
import type { ExpressionSummary } from './summary.ts';

/** A variable of an evaluateVariables stage after evaluation. */
export type EvaluatedVariable = {
  key: string;
  value: unknown;
  /** The expression as it was written, with `{` for every `${` so that it is never evaluated again. */
  sourceValue: unknown;
  description: unknown;
};

export type VariablesEvaluation = {
  variables: readonly EvaluatedVariable[];
  summary: ExpressionSummary;
  succeeded: readonly string[];
  totalEvaluated: number;
  failureCount: number;
};

type Step = { key: string; value: unknown; sourceValue: unknown; description: unknown };

const read = (variable: unknown): Step => {
  const source = isPlainMap(variable) ? variable : {};
  return {
    key: typeof source.key === 'string' ? source.key : '',
    value: source.value ?? null,
    sourceValue: source.sourceValue ?? null,
    description: source.description ?? null,
  };
};

/** Keeps what the variables evaluated so far came to. */
class Variables {
  readonly done: EvaluatedVariable[] = [];
  readonly #names: Record<string, unknown> = {};
  readonly #context: EvaluationContext;
  #summary: ExpressionSummary = {};
  readonly #succeeded = new Set<string>();
  #totalEvaluated = 0;
  #failureCount = 0;

  constructor(context: EvaluationContext) {
    this.#context = context;
  }

  get context(): EvaluationContext {
    return withNames(this.#context, this.#names);
  }

  add(step: Step, evaluation: Evaluation): void {
    this.#summary = { ...this.#summary, ...evaluation.summary };
    for (const expression of evaluation.succeeded) this.#succeeded.add(expression);
    this.#totalEvaluated += evaluation.totalEvaluated;
    this.#failureCount += evaluation.failureCount;
    const result = isPlainMap(evaluation.value) ? evaluation.value : {};
    const isKept = evaluation.failed;
    const value = isKept ? step.value : (result.value ?? null);
    this.done.push({
      key: step.key,
      value,
      sourceValue: step.sourceValue ?? String(step.value).replaceAll('${', '{'),
      description: isKept ? step.description : (result.description ?? null),
    });
    if (!isKept) this.#names[step.key] = value;
  }

  get result(): VariablesEvaluation {
    return {
      variables: this.done,
      summary: this.#summary,
      succeeded: [...this.#succeeded],
      totalEvaluated: this.#totalEvaluated,
      failureCount: this.#failureCount,
    };
  }
}

const subject = ({ value, description }: Step): unknown => ({ value, description });

/**
 * Evaluates the variables of an evaluateVariables stage in their order, each seeing those before it (version 4 of the
 * rules). A variable that fails keeps its text, and later ones do not see it. Only text is evaluated.
 */
export function evaluateVariables(
  variables: readonly unknown[],
  context: EvaluationContext,
  options: EvaluationOptions = {},
): VariablesEvaluation {
  const state = new Variables(context);
  for (const step of variables.map(read)) {
    if (typeof step.value === 'string') state.add(step, evaluate(subject(step), state.context, options));
    else state.done.push(step);
  }
  return state.result;
}

/** As {@link evaluateVariables}, for a host that answers with promises. */
export async function evaluateVariablesAsync(
  variables: readonly unknown[],
  context: EvaluationContext,
  options: EvaluationOptions = {},
): Promise<VariablesEvaluation> {
  const state = new Variables(context);
  for (const step of variables.map(read)) {
    if (typeof step.value === 'string')
      state.add(step, await evaluateAsync(subject(step), state.context, options));
    else state.done.push(step);
  }
  return state.result;
}
