import type { EvaluationContext } from '../context/build-context.ts';
import type { PlainMap } from '../values/value.ts';
import { type Evaluation, type EvaluationOptions, evaluateAsync } from './evaluate.ts';
import type { ExpressionSummary } from './summary.ts';
import { evaluateVariablesAsync } from './variables.ts';

/** Which rules of evaluation a pipeline follows: `v4` evaluates stages as they start, `v3` all of it at start as well. */
export type SpelVersion = 'v4' | 'v3';

/** The version a pipeline names in `spelEvaluator`; absent or unknown means v3. An override wins. */
export function spelVersion(named: unknown, override?: string): SpelVersion {
  const wanted = override === undefined || override === '' ? named : override;
  return typeof wanted === 'string' && wanted.toLowerCase() === 'v4' ? 'v4' : 'v3';
}

/** Keys of a stage's context that stay as they are in the common pass, since the stage handles them itself. */
export function keysLeftOut(type: string, context: PlainMap, version: SpelVersion): readonly string[] {
  if (version !== 'v4') return [];
  if (type === 'evaluateVariables') return ['variables'];
  if (type === 'evaluateArtifacts') return ['artifactContents'];
  if (type === 'deployManifest' && context.skipExpressionEvaluation === true) return ['manifests'];
  return [];
}

export type StageEvaluation = {
  /** The stage's context with its expressions replaced. */
  context: PlainMap;
  summary: ExpressionSummary;
  succeeded: readonly string[];
};

/**
 * Evaluates the context of a stage by the rules of its type and version: all keys, but `evaluateVariables` takes its
 * variables one after another and `deployManifest` may leave its manifests alone.
 */
export async function evaluateStageContext(
  stage: { type: string; context: PlainMap },
  context: EvaluationContext,
  version: SpelVersion,
  options: EvaluationOptions = {},
): Promise<StageEvaluation> {
  const left = keysLeftOut(stage.type, stage.context, version);
  const evaluation = await evaluateWithout(stage.context, left, context, options);
  const common = asMap(evaluation.value);
  const { variables } = stage.context;
  if (version !== 'v4' || stage.type !== 'evaluateVariables' || !Array.isArray(variables)) {
    return { context: common, summary: evaluation.summary, succeeded: evaluation.succeeded };
  }
  const evaluated = await evaluateVariablesAsync(variables, context, options);
  return {
    context: { ...common, variables: evaluated.variables },
    summary: { ...evaluation.summary, ...evaluated.summary },
    succeeded: [...evaluation.succeeded, ...evaluated.succeeded],
  };
}

/**
 * Evaluates a pipeline as it starts. Unknown names are errors here. In version 4 its stages are left for later.
 */
export async function evaluatePipeline(
  pipeline: PlainMap,
  context: EvaluationContext,
  version: SpelVersion,
  options: EvaluationOptions = {},
): Promise<Evaluation> {
  const left = version === 'v4' ? ['stages'] : [];
  return evaluateWithout(pipeline, left, context, { ...options, allowUnknownKeys: false });
}

/** Evaluates a map but for some of its keys, which keep their place and value. */
async function evaluateWithout(
  map: PlainMap,
  left: readonly string[],
  context: EvaluationContext,
  options: EvaluationOptions,
): Promise<Evaluation> {
  const kept = left.filter((key) => key in map);
  if (kept.length === 0) return evaluateAsync(map, context, options);
  const rest = Object.fromEntries(Object.entries(map).filter(([key]) => !kept.includes(key)));
  const evaluation = await evaluateAsync(rest, context, options);
  const values = Object.fromEntries(kept.map((key) => [key, map[key]]));
  return { ...evaluation, value: { ...asMap(evaluation.value), ...values } };
}

const asMap = (value: unknown): PlainMap =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
