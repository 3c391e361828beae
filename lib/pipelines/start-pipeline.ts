import { actorName, type Context } from '#lib/auth/index.ts';
import { type StartedExecution, startExecution } from '#lib/engine/index.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { contextOf, evaluatePipeline } from '#lib/expressions/index.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { Invalid, NotFound, Precondition } from '#lib/platform/errors.ts';
import { fillParameters, parameterFaults, parsePipeline, templateWords } from './definition/index.ts';
import { findPipeline } from './read-pipelines.ts';
import { artifactsOfNewestRun, namedForParent, objectsIn, resolveAtStart } from './resolve-artifacts.ts';

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
 * gives the run its own copy of the document. Needs EXECUTE. Throws Precondition for a disabled pipeline and Invalid with
 * the faults of parameters that a person entered.
 */
export async function startPipeline(ctx: Context, input: StartPipeline): Promise<StartedExecution> {
  const row = await findPipeline(ctx, input.pipelineId, 'EXECUTE');
  if (input.draft && !input.isDryRun)
    throw new Invalid('Only a dry run can take a document that is not saved. Save it, then start it.');
  const saved = isObject(row.definition) ? row.definition : {};
  const document = input.draft ? { ...input.draft, id: row.id, application: row.application } : saved;
  const { parameters: declared, disabled, isTemplated } = parsePipeline(document);
  if (disabled) throw new Precondition(`The pipeline "${row.name}" is disabled. Enable it, then start it.`);
  if (isTemplated) throw new Precondition(templateWords(document));
  const parameters = fillParameters(declared, input.parameters);
  const isManual = (input.trigger?.type ?? 'manual') === 'manual';
  const faults = isManual ? parameterFaults(declared, parameters) : [];
  if (faults.length > 0) throw new Invalid(faults[0]?.message ?? 'A parameter is missing.', { faults });
  const trigger: JsonObject = {
    type: 'manual',
    user: actorName(ctx.actor),
    ...input.trigger,
    parameters,
    artifacts: [...(input.artifacts ?? [])],
    dryRun: input.isDryRun ?? false,
    ...(input.correlationId ? { correlationId: input.correlationId } : {}),
  };
  const definition = await evaluatedAtStart(document, trigger);
  const pipeline = parsePipeline(definition);
  const parentRun = input.parent && (await parentOf(input.parent.executionId));
  const named = [
    ...(Array.isArray(trigger.expectedArtifactIds) ? trigger.expectedArtifactIds.map(String) : []),
    ...(parentRun ? namedForParent(pipeline.triggers, parentRun.pipelineConfigId) : []),
  ];
  const bound = await resolveAtStart(
    pipeline.expectedArtifacts,
    objectsIn(trigger.artifacts),
    new Set(named),
    () => artifactsOfNewestRun(row.id),
  );
  const parent = input.parent && { ...input.parent, rootId: parentRun?.rootId ?? input.parent.executionId };
  return withTransaction((tx) =>
    startExecution(ctx, tx, {
      application: row.application,
      name: row.name,
      pipelineConfigId: row.id,
      stages: pipeline.stages,
      definition: { ...definition, lastModifiedBy: row.updatedBy },
      trigger: { ...trigger, ...bound },
      correlationId: input.correlationId ?? null,
      ...(parent ? { parent } : {}),
      limitConcurrent: pipeline.limitConcurrent,
      maxConcurrentExecutions: pipeline.maxConcurrentExecutions,
      keepWaitingPipelines: pipeline.keepWaitingPipelines,
      isDryRun: input.isDryRun ?? false,
      ...(input.startTimeExpiry === undefined ? {} : { startTimeExpiry: input.startTimeExpiry }),
      origin: input.origin ?? 'api',
      extra: { spelEvaluator: pipeline.spelEvaluator, notifications: pipeline.notifications },
    }),
  );
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

/** Version 3 evaluates the whole document at the start, version 4 all but the stages (reference section 4.1). */
async function evaluatedAtStart(document: JsonObject, trigger: JsonObject): Promise<JsonObject> {
  const { spelEvaluator } = parsePipeline(document);
  const context = contextOf({
    trigger,
    ...(isObject(document.templateVariables) ? { templateVariables: document.templateVariables } : {}),
  });
  const { value } = await evaluatePipeline(document, context, spelEvaluator);
  return isObject(value) ? value : document;
}

async function parentOf(
  executionId: string,
): Promise<{ rootId: string; pipelineConfigId: string | null } | null> {
  return database().execution.findUnique({
    where: { id: executionId },
    select: { rootId: true, pipelineConfigId: true },
  });
}
