import { z } from 'zod';
import {
  buildContext,
  contextOf,
  type Evaluation,
  type EvaluationContext,
  type EvaluationOptions,
  type ExpressionHost,
  evaluate,
  evaluateCondition,
  evaluateExpression,
  evaluateStageContext,
  evaluateVariables,
  spelVersion,
} from '#lib/expressions/index.ts';
import type { ExpressionVector } from './expressions.ts';

type Got = Record<string, unknown>;

const Names = z.record(z.string(), z.unknown());
const Pipelines = z.array(z.object({ application: z.string(), name: z.string(), id: z.string() }));
const Execution = z.looseObject({ currentStageId: z.string().optional() });

const javaTypes: Readonly<Record<string, string>> = {
  Integer: 'int',
  Long: 'long',
  Double: 'double',
  Float: 'float',
  String: 'string',
  Boolean: 'boolean',
  ArrayList: 'list',
  LinkedHashMap: 'map',
};

const javaType = (className: string | undefined): string | undefined =>
  className?.endsWith('[]')
    ? 'array'
    : className === undefined
      ? undefined
      : (javaTypes[className] ?? className);

/** The pipeline store that `savedPipelines` stands for. */
function hostOf(context: Got): ExpressionHost {
  const saved = Pipelines.catch([]).parse(context.savedPipelines);
  return {
    findPipelineId: (application, name) =>
      saved.find((pipeline) => pipeline.application === application && pipeline.name === name)?.id ?? null,
  };
}

function contextFor(vector: ExpressionVector): EvaluationContext {
  const { savedPipelines: _, execution, ...names } = vector.context;
  const parsed = Execution.safeParse(execution);
  if (!parsed.success) return contextOf(names);
  const { currentStageId, ...document } = parsed.data;
  const context = contextOf({ ...names, execution: document });
  return { ...context, ...(currentStageId !== undefined && { currentStageId }) };
}

const optionsFor = (vector: ExpressionVector): EvaluationOptions => ({
  allowUnknownKeys: vector.allowUnknownKeys,
  host: hostOf(vector.context),
});

const counts = (evaluation: Evaluation): Got => ({
  failures: evaluation.failureCount,
  failureCount: evaluation.failureCount,
  totalEvaluated: evaluation.totalEvaluated,
  error: Object.values(evaluation.summary).some((records) =>
    records.some((record) => record.level === 'ERROR'),
  ),
  unresolved: Object.values(evaluation.summary).some((records) =>
    records.some((record) => record.level === 'INFO'),
  ),
});

function plain(vector: ExpressionVector, context: EvaluationContext, options: EvaluationOptions): Got {
  const evaluation = evaluate(vector.expression, context, options);
  const got: Got = { value: evaluation.value, ...counts(evaluation) };
  if (typeof vector.expression !== 'string')
    return { ...got, javaType: Array.isArray(evaluation.value) ? 'list' : 'map' };
  const result = evaluateExpression(vector.expression, context, options);
  if (result.ok) return { ...got, javaType: javaType(result.className) };
  return { ...got, elCode: result.error.code, message: result.error.message };
}

function precondition(vector: ExpressionVector): Got {
  const condition = evaluateCondition(String(vector.expression), contextFor(vector), optionsFor(vector));
  return {
    value: condition.result,
    status: condition.holds ? 'SUCCEEDED' : 'TERMINAL',
    ...counts(condition.evaluation),
  };
}

const variablesIn = (vector: ExpressionVector): unknown[] => z.array(z.unknown()).parse(vector.expression);

const stageWith = (vector: ExpressionVector) => {
  const { ancestorOutputs, ...names } = vector.context;
  const outputs = Names.optional().parse(ancestorOutputs);
  return buildContext({ extra: names, ancestorOutputs: outputs ? [outputs] : [] });
};

function variables(vector: ExpressionVector): Got {
  const evaluated = evaluateVariables(variablesIn(vector), stageWith(vector), optionsFor(vector));
  return {
    value: evaluated.variables,
    totalEvaluated: evaluated.totalEvaluated,
    failureCount: evaluated.failureCount,
    failures: evaluated.failureCount,
  };
}

async function wholeStage(vector: ExpressionVector, type: string, version: string): Promise<Got> {
  const isVariables = type === 'evaluateVariables';
  const context = isVariables ? { variables: vector.expression } : Names.parse(vector.expression);
  const evaluated = await evaluateStageContext(
    { type, context },
    stageWith(vector),
    spelVersion(version),
    optionsFor(vector),
  );
  return {
    value: isVariables ? evaluated.context.variables : evaluated.context,
    failures: Object.keys(evaluated.summary).length,
  };
}

const Chain = z.array(z.object({ context: Names.optional(), outputs: Names.optional() }));

/** A name of a stage's context, where a missing one is told apart from a null. */
function stageContext(vector: ExpressionVector): Got {
  const [own, ...before] = Chain.parse(vector.context.stageChain);
  const context = buildContext({
    stage: { context: own?.context ?? {} },
    ancestorOutputs: before.map((stage) => stage.outputs ?? {}),
  });
  return plain(vector, context, { ...optionsFor(vector), allowUnknownKeys: false });
}

/** Runs a vector by the procedure it names. */
export async function evaluateVector(vector: ExpressionVector): Promise<Got> {
  switch (vector.mode) {
    case 'precondition':
      return precondition(vector);
    case 'evaluateVariables':
      return variables(vector);
    case 'evaluateVariables-v3':
      return wholeStage(vector, 'evaluateVariables', 'v3');
    case 'deployManifest-v3':
      return wholeStage(vector, 'deployManifest', 'v3');
    case 'deployManifest-v4':
      return wholeStage(vector, 'deployManifest', 'v4');
    case 'stageContext':
      return stageContext(vector);
    default:
      return plain(vector, contextFor(vector), optionsFor(vector));
  }
}
