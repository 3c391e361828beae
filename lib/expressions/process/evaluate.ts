import { defaultLimits, type Limits } from '../budget.ts';
import { type EvaluationContext, rootOf } from '../context/build-context.ts';
import { ExpressionError } from '../errors.ts';
import type { Environment } from '../evaluate/state.ts';
import { functionTable } from '../functions/catalogue.ts';
import type { ExpressionHost, HostAnswers } from '../functions/host.ts';
import type { PendingCall } from '../functions/pending.ts';
import { evaluateText, type TextOutcome } from './evaluate-text.ts';
import { evaluateTree, hasExpressions, type TreeRun } from './evaluate-tree.ts';
import { type ExpressionSummary, SummaryCollector } from './summary.ts';

export type EvaluationOptions = {
  /** Whether a missing name is null (true, for stages) or an error (false, for the pass at start). Default true. */
  allowUnknownKeys?: boolean;
  /** The time that dates and records tell, in milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
  /** Clock for time limits, in milliseconds; it must run. Default `performance.now`. */
  elapsed?: () => number;
  /** Source of chance in [0, 1). Default `Math.random`. */
  random?: () => number;
  limits?: Partial<Limits>;
  /** Time for a whole value, in milliseconds. Default 5,000. */
  totalTimeMs?: number;
  host?: ExpressionHost;
};

export type Evaluation = {
  /** The value with its expressions replaced; the very same object when it had none. */
  value: unknown;
  summary: ExpressionSummary;
  /** Expressions that came out well: their earlier complaints may be dropped. */
  succeeded: readonly string[];
  totalEvaluated: number;
  failureCount: number;
  /** Whether anything is in the summary, be it an error or a name that was not found. */
  failed: boolean;
};

function environmentOf(
  context: EvaluationContext,
  options: EvaluationOptions,
  answers: HostAnswers,
): Environment {
  return {
    now: options.now ?? Date.now,
    elapsed: options.elapsed ?? (() => performance.now()),
    random: options.random ?? Math.random,
    functions: functionTable,
    host: options.host ?? {},
    answers,
    currentStageId: context.currentStageId,
    user: context.user,
    allowUnknownKeys: options.allowUnknownKeys ?? true,
    limits: { ...defaultLimits, ...options.limits },
  };
}

function runOnce(
  value: unknown,
  context: EvaluationContext,
  options: EvaluationOptions,
  answers: HostAnswers,
): { evaluation: Evaluation; pending: PendingCall[] } {
  const environment = environmentOf(context, options, answers);
  const summary = new SummaryCollector(environment.now);
  if (!hasExpressions(value)) return { evaluation: evaluationOf(value, summary), pending: [] };
  const run: TreeRun = {
    root: rootOf(context),
    environment,
    summary,
    pending: [],
    deadline: environment.elapsed() + (options.totalTimeMs ?? 5000),
  };
  const result = evaluateTree(value, undefined, run);
  return { evaluation: evaluationOf(result, summary), pending: run.pending };
}

const evaluationOf = (value: unknown, summary: SummaryCollector): Evaluation => ({
  value,
  summary: summary.toJson(),
  succeeded: summary.succeeded,
  totalEvaluated: summary.totalEvaluated,
  failureCount: summary.failureCount,
  failed: summary.failureCount > 0,
});

/**
 * Evaluates all expressions of a JSON value. Nothing is thrown: an expression that fails keeps its text and is told
 * of in the summary. A function that only a promise of the host could answer fails; use {@link evaluateAsync} then.
 */
export function evaluate(
  value: unknown,
  context: EvaluationContext,
  options: EvaluationOptions = {},
): Evaluation {
  const answers: HostAnswers = new Map();
  for (;;) {
    const { evaluation, pending } = runOnce(value, context, options, answers);
    if (pending.length === 0) return evaluation;
    for (const { key, promise } of pending) {
      // Nobody waits for it; without this a refusal would count as unhandled.
      promise.catch(() => undefined);
      answers.set(key, { state: 'refused', message: 'it cannot be answered at once here' });
    }
  }
}

/** Questions may depend on answers (the address of one file in another), but not without end. */
const maxRounds = 10;

/** As {@link evaluate}, for a host that answers with promises. All questions of a round are asked at the same time. */
export async function evaluateAsync(
  value: unknown,
  context: EvaluationContext,
  options: EvaluationOptions = {},
): Promise<Evaluation> {
  const answers: HostAnswers = new Map();
  for (let round = 1; ; round += 1) {
    const { evaluation, pending } = runOnce(value, context, options, answers);
    if (pending.length === 0) return evaluation;
    await Promise.all(pending.map((call) => settle(call, answers, round >= maxRounds)));
  }
}

async function settle({ key, promise }: PendingCall, answers: HostAnswers, isLast: boolean): Promise<void> {
  try {
    const value = await promise;
    if (isLast)
      answers.set(key, { state: 'refused', message: 'it asks for too much, one thing after another' });
    else answers.set(key, { state: 'known', value });
  } catch (error) {
    answers.set(key, { state: 'refused', message: error instanceof Error ? error.message : String(error) });
  }
}

export type ExpressionResult =
  | { ok: true; value: unknown; className: string | undefined; isUnresolved: boolean }
  | { ok: false; error: ExpressionError };

/** Evaluates one text with expressions and tells what came of it: for conditions. */
export function evaluateExpression(
  text: string,
  context: EvaluationContext,
  options: EvaluationOptions = {},
): ExpressionResult {
  const outcome = evaluateText(text, rootOf(context), environmentOf(context, options, new Map()));
  outcome.pending?.promise.catch(() => undefined);
  return resultOf(outcome, 'it cannot be answered at once here');
}

/** As {@link evaluateExpression}, for a host that answers with promises: for a tester. */
export async function evaluateExpressionAsync(
  text: string,
  context: EvaluationContext,
  options: EvaluationOptions = {},
): Promise<ExpressionResult> {
  const answers: HostAnswers = new Map();
  const root = rootOf(context);
  for (let round = 1; ; round += 1) {
    const outcome = evaluateText(text, root, environmentOf(context, options, answers));
    if (!outcome.pending) return resultOf(outcome, '');
    await settle(outcome.pending, answers, round >= maxRounds);
  }
}

function resultOf(outcome: TextOutcome, pendingMessage: string): ExpressionResult {
  if (outcome.pending) return { ok: false, error: new ExpressionError('function', pendingMessage) };
  if (outcome.error) return { ok: false, error: outcome.error };
  return { ok: true, value: outcome.value, className: outcome.className, isUnresolved: outcome.isUnresolved };
}
