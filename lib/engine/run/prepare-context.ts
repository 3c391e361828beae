import type { StageRun, StageType } from '../contract.ts';
import { isObject, type JsonObject } from '../model.ts';
import type { StageFlags, StageState } from '../transition/state.ts';
import type { DataPatch } from './patch.ts';
import { hasExpression } from './stage-run.ts';

/** A stage's context made ready, or what is wrong with it. */
export type Prepared<Services> =
  | { isFit: true; run: StageRun<JsonObject, Services>; patch: DataPatch; flags: StageFlags }
  | { isFit: false; errors: string[]; patch: DataPatch; flags: StageFlags };

/**
 * Evaluates the context and parses it by the kind's schema. What evaluation changed is kept with the stage, so that
 * later tasks, and people, see the values that were used.
 */
export async function prepareContext<Services>(
  run: StageRun<JsonObject, Services>,
  stage: StageState,
  kind: StageType<JsonObject, Services> | undefined,
): Promise<Prepared<Services>> {
  const { rawContext } = run;
  const evaluated = await evaluateContext(run, new Set(kind?.unevaluatedKeys?.(rawContext) ?? []));
  const context = { ...rawContext, ...evaluated.changed };
  const patch: DataPatch = evaluated.patch;
  const flags = { ...flagsOf(context, evaluated.hasFailed), ...(run.execution.isDryRun ? dryRunFlags : {}) };
  const parsed = kind?.context?.safeParse(context);
  if (parsed && !parsed.success) {
    const errors = parsed.error.issues.map(
      (issue) => `${stage.name}: ${issue.path.join('.') || 'the stage'}: ${issue.message}`,
    );
    return { isFit: false, errors, patch, flags };
  }
  return {
    isFit: true,
    run: { ...run, context: (parsed?.data as JsonObject | undefined) ?? context },
    patch,
    flags,
  };
}

/** A dry run is to say of every stage what it would do: what fails in one keeps none of the others from it. */
const dryRunFlags: StageFlags = {
  continuePipeline: true,
  allowSiblingStagesToContinueOnFailure: true,
  failsRunAtEnd: true,
};

const summaryKey = 'expressionEvaluationSummary';

async function evaluateContext<Services>(
  run: StageRun<JsonObject, Services>,
  unevaluated: ReadonlySet<string>,
): Promise<{ changed: JsonObject; patch: DataPatch; hasFailed: boolean }> {
  const raw = run.rawContext;
  const open = Object.fromEntries(
    Object.entries(raw).filter(
      ([key, value]) =>
        key !== summaryKey &&
        key !== 'stageEnabled' &&
        !unevaluated.has(key) &&
        (key.includes('${') || hasExpression(value)),
    ),
  );
  const earlier = raw[summaryKey];
  if (Object.keys(open).length === 0) {
    return { changed: {}, patch: {}, hasFailed: isObject(earlier) && Object.keys(earlier).length > 0 };
  }
  const { value, summary } = await run.evaluate(open);
  const changed = isObject(value) ? value : {};
  const renamed = Object.keys(open).filter((key) => !(key in changed));
  const hasFailed = Object.keys(summary).length > 0;
  const removed = [...renamed, ...(hasFailed || earlier === undefined ? [] : [summaryKey])];
  return {
    changed,
    patch: {
      context: hasFailed ? { ...changed, [summaryKey]: summary } : changed,
      ...(removed.length > 0 ? { removed } : {}),
    },
    hasFailed,
  };
}

/** The settings decisions are made by, as evaluated. Only real booleans and numbers count. */
export function flagsOf(context: JsonObject, hasFailedExpressions = false): StageFlags {
  const flags: Record<string, boolean | number> = {};
  for (const key of [
    'failPipeline',
    'continuePipeline',
    'completeOtherBranchesThenFail',
    'allowSiblingStagesToContinueOnFailure',
    'markSuccessfulOnTimeout',
  ]) {
    const value = context[key];
    if (typeof value === 'boolean') flags[key] = value;
  }
  for (const key of ['stageTimeoutMs', 'backoffPeriodMs']) {
    const value = context[key];
    if (typeof value === 'number' && Number.isFinite(value)) flags[key] = value;
  }
  if (context.sendNotifications === true && Array.isArray(context.notifications)) flags.tells = true;
  if (context.failOnFailedExpressions === true) flags.expressionsFailed = hasFailedExpressions;
  return flags;
}
