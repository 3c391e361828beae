import type { StageSnapshot } from '../contract.ts';
import type { JsonObject } from '../model.ts';
import type { LoadedRun } from './access.ts';

/** The execution as expressions see it: Spinnaker's JSON shape (reference 3.1). */
export function executionDocument(
  { state: { execution }, body }: Pick<LoadedRun, 'state' | 'body'>,
  stages: readonly StageSnapshot[],
): JsonObject {
  return {
    ...body.extra,
    type: body.type,
    id: execution.id,
    application: execution.application,
    name: execution.name,
    pipelineConfigId: execution.pipelineConfigId,
    status: execution.status,
    buildTime: execution.buildTime,
    startTime: execution.startTime,
    endTime: execution.endTime,
    canceled: execution.canceled,
    limitConcurrent: execution.limitConcurrent,
    maxConcurrentExecutions: execution.maxConcurrentExecutions,
    keepWaitingPipelines: execution.keepWaitingPipelines,
    trigger: body.trigger,
    authentication: body.authentication,
    stages: stages.map((stage) => ({ ...stage, requisiteStageRefIds: [...stage.requisiteStageRefIds] })),
  };
}
