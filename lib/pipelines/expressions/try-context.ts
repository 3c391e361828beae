import { findApplication } from '#lib/applications/index.ts';
import { actorName, type Context } from '#lib/auth/index.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { buildContext, type EvaluationContext } from '#lib/expressions/index.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { newestRunOf, readPastRun } from './read-past-run.ts';
import { sampleExecution } from './sample-execution.ts';

interface Against {
  readonly executionId?: string | undefined;
  readonly definition?: JsonObject | undefined;
  readonly stage?: string | undefined;
}

/** Where expressions are tried: the names and values, and the run they come from. Needs READ on the application. */
export async function tryContext(
  ctx: Context,
  application: string,
  against: Against,
): Promise<{ context: EvaluationContext; application: string; executionId: string | null }> {
  const { name } = await findApplication(ctx, application, 'READ');
  const { definition, stage: wanted } = against;
  const pipelineId = typeof definition?.id === 'string' ? definition.id : undefined;
  const executionId =
    against.executionId ?? (pipelineId === undefined ? undefined : await newestRunOf(name, pipelineId));
  const past = executionId === undefined ? undefined : await readPastRun(name, executionId);
  if (against.executionId !== undefined && !past)
    throw new NotFound('There is no such run in this application. It may have been deleted.');
  const execution = sampleExecution({ application: name, user: actorName(ctx.actor), definition, past });
  const stages = Array.isArray(execution.stages) ? execution.stages.filter(isObject) : [];
  const stage = stages.find(
    ({ id, refId, parentStageId }) => id === wanted || (refId === wanted && !parentStageId),
  );
  if (wanted !== undefined && !stage)
    throw new NotFound('There is no such stage: name one of the document or of the run by its refId.');
  return {
    context: buildContext({ execution, ...(stage ? { stage } : {}) }),
    application: name,
    executionId: past && executionId !== undefined ? executionId : null,
  };
}
