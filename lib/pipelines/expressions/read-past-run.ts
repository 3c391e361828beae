import { inPipelineOrder } from '#lib/engine/index.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { database } from '#lib/platform/database/index.ts';

const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** A run of an application in Spinnaker's shape (reference section 3.1), as expressions see it; undefined when there is none. */
export async function readPastRun(application: string, id: string): Promise<JsonObject | undefined> {
  const row = await database().execution.findFirst({
    where: { id, application },
    include: { body: true, stages: { include: { data: true } } },
  });
  if (!row) return undefined;
  const body = row.body;
  return {
    ...objectOf(body?.extra),
    type: row.type,
    id: row.id,
    application: row.application,
    name: row.name,
    pipelineConfigId: row.pipelineConfigId,
    status: row.status,
    buildTime: row.buildTime.getTime(),
    startTime: row.startTime?.getTime() ?? null,
    endTime: row.endTime?.getTime() ?? null,
    canceled: row.canceled,
    canceledBy: row.canceledBy,
    cancellationReason: row.cancellationReason,
    limitConcurrent: row.limitConcurrent,
    maxConcurrentExecutions: row.maxConcurrentExecutions,
    keepWaitingPipelines: row.keepWaitingPipelines,
    trigger: objectOf(body?.trigger),
    authentication: objectOf(body?.authentication),
    stages: inPipelineOrder(row.stages).map((stage) => ({
      id: stage.id,
      refId: stage.refId,
      requisiteStageRefIds: stage.requisites,
      type: stage.type,
      name: stage.name,
      status: stage.status,
      startTime: stage.startTime?.getTime() ?? null,
      endTime: stage.endTime?.getTime() ?? null,
      parentStageId: stage.parentId,
      syntheticStageOwner: stage.owner,
      tasks: stage.tasks,
      context: { ...objectOf(stage.data?.config), ...objectOf(stage.data?.context) },
      outputs: objectOf(stage.data?.outputs),
    })),
  };
}

/** The newest run of a pipeline. */
export async function newestRunOf(application: string, pipelineId: string): Promise<string | undefined> {
  const row = await database().execution.findFirst({
    where: { application, pipelineConfigId: pipelineId },
    orderBy: { buildTime: 'desc' },
    select: { id: true },
  });
  return row?.id;
}
