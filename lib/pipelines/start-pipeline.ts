import { actorName, type Context } from '#lib/auth/index.ts';
import { type StartedExecution, startExecution } from '#lib/engine/index.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { Invalid, NotFound, Precondition } from '#lib/platform/errors.ts';
import {
  fillParameters,
  type ParameterDefinition,
  parameterFaults,
  parsePipeline,
} from './definition/index.ts';
import { type Prepared, prepareStart } from './prepare-start.ts';
import { findPipeline } from './read-pipelines.ts';
import { objectsIn } from './resolve-artifacts.ts';

export interface StartPipeline {
  readonly pipelineId: string;
  readonly parameters: JsonObject;
  readonly artifacts?: readonly JsonObject[];
  readonly isDryRun?: boolean;
  /** Rehearsed in place of the saved document; only with `isDryRun`. */
  readonly draft?: JsonObject | undefined;
  /** A repeated start with the same id finds the first run. */
  readonly correlationId?: string | undefined;
  /** Further members of the trigger, e.g. `type`. Default: a manual one. */
  readonly trigger?: JsonObject;
  readonly parent?: { readonly executionId: string; readonly stageId: string };
  readonly origin?: string;
  /** Epoch ms after which it must not begin any more. */
  readonly startTimeExpiry?: number | undefined;
}

/**
 * Starts a pipeline (reference section 3.3): checks and fills parameters, evaluates what is evaluated at the start, and
 * gives the run its own copy of the document. Needs EXECUTE. Throws Invalid with the faults of parameters that a person
 * entered. What cannot be prepared (a disabled pipeline, a missing artifact) is refused too, and stays in the history as a
 * failed run with the reason; `executionId` in the refusal's details names it.
 */
export async function startPipeline(ctx: Context, input: StartPipeline): Promise<StartedExecution> {
  const row = await findPipeline(ctx, input.pipelineId, 'EXECUTE');
  if (input.draft && !input.isDryRun)
    throw new Invalid('Only a dry run can take a document that is not saved. Save it, then start it.');
  const saved = isObject(row.definition) ? row.definition : {};
  const document = input.draft ? { ...input.draft, id: row.id, application: row.application } : saved;
  const trigger = triggerOf(ctx, input, parsePipeline(document).parameters);
  const parentRun = input.parent ? await runOf(input.parent.executionId) : null;
  const start: Start = { input, row, parentRun };
  let prepared: Prepared;
  try {
    prepared = await prepareStart({
      pipelineId: row.id,
      name: row.name,
      document,
      trigger,
      parentPipelineId: parentRun?.pipelineConfigId ?? null,
    });
  } catch (thrown) {
    if (!(thrown instanceof Invalid || thrown instanceof Precondition)) throw thrown;
    const asSaved = { pipeline: parsePipeline(document), trigger, summary: {} };
    const { executionId } = await begin(ctx, start, asSaved, `It could not begin: ${thrown.message}`);
    throw refusal(thrown, executionId);
  }
  return await begin(ctx, start, prepared);
}

interface Start {
  readonly input: StartPipeline;
  readonly row: Awaited<ReturnType<typeof findPipeline>>;
  readonly parentRun: { readonly rootId: string } | null;
}

/** Writes the run, ready to go or, with a failure, as one that could not begin. */
function begin(
  ctx: Context,
  { input, row, parentRun }: Start,
  { pipeline, trigger, summary }: Prepared,
  startFailure?: string,
): Promise<StartedExecution> {
  const parent = input.parent && { ...input.parent, rootId: parentRun?.rootId ?? input.parent.executionId };
  const hasProblems = Object.keys(summary).length > 0;
  return withTransaction((tx) =>
    startExecution(ctx, tx, {
      application: row.application,
      name: row.name,
      pipelineConfigId: row.id,
      stages: pipeline.stages,
      definition: { ...pipeline.raw, lastModifiedBy: row.updatedBy },
      trigger,
      correlationId: input.correlationId ?? null,
      ...(parent ? { parent } : {}),
      limitConcurrent: pipeline.limitConcurrent,
      maxConcurrentExecutions: pipeline.maxConcurrentExecutions,
      keepWaitingPipelines: pipeline.keepWaitingPipelines,
      isDryRun: input.isDryRun ?? false,
      ...(input.startTimeExpiry === undefined ? {} : { startTimeExpiry: input.startTimeExpiry }),
      ...(startFailure === undefined ? {} : { startFailure }),
      origin: input.origin ?? 'api',
      extra: {
        spelEvaluator: pipeline.spelEvaluator,
        notifications: pipeline.notifications,
        ...(hasProblems ? { expressionEvaluationSummary: summary } : {}),
      },
    }),
  );
}

/** The trigger object of a start, its parameters checked and filled. */
function triggerOf(ctx: Context, input: StartPipeline, declared: readonly ParameterDefinition[]): JsonObject {
  const parameters = fillParameters(declared, input.parameters);
  const isManual = (input.trigger?.type ?? 'manual') === 'manual';
  const faults = isManual ? parameterFaults(declared, parameters) : [];
  if (faults.length > 0) throw new Invalid(faults[0]?.message ?? 'A parameter is missing.', { faults });
  return {
    type: 'manual',
    user: actorName(ctx.actor),
    ...input.trigger,
    parameters,
    artifacts: [...(input.artifacts ?? [])],
    dryRun: input.isDryRun ?? false,
    ...(input.correlationId ? { correlationId: input.correlationId } : {}),
  };
}

/** The same refusal, naming the run that stays in the history. */
function refusal(thrown: Invalid | Precondition, executionId: string): Invalid | Precondition {
  const details = { ...thrown.details, executionId };
  return thrown instanceof Invalid
    ? new Invalid(thrown.message, { faults: thrown.faults, details })
    : new Precondition(thrown.message, { details });
}

/** Starts the pipeline of a run again, with the same parameters and artifacts, as it is defined now. Needs EXECUTE. */
export async function rerunExecution(ctx: Context, executionId: string): Promise<StartedExecution> {
  const run = await database().execution.findUnique({ where: { id: executionId }, include: { body: true } });
  const missing = new NotFound('There is no such run, or its pipeline was deleted.');
  if (!run?.pipelineConfigId) throw missing;
  await findPipeline(ctx, run.pipelineConfigId, 'EXECUTE').catch((error: unknown) => {
    throw error instanceof NotFound ? missing : error;
  });
  const trigger = isObject(run.body?.trigger) ? run.body.trigger : {};
  return startPipeline(ctx, {
    pipelineId: run.pipelineConfigId,
    parameters: isObject(trigger.parameters) ? trigger.parameters : {},
    artifacts: objectsIn(trigger.artifacts),
    isDryRun: run.isDryRun,
    trigger: { rerunOf: executionId },
  });
}

async function runOf(
  executionId: string,
): Promise<{ rootId: string; pipelineConfigId: string | null } | null> {
  return database().execution.findUnique({
    where: { id: executionId },
    select: { rootId: true, pipelineConfigId: true },
  });
}
