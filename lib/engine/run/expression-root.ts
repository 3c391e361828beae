import type { StageSnapshot } from '../contract.ts';
import { isObject, type JsonObject } from '../model.ts';
import type { StageState } from '../transition/state.ts';
import type { LoadedRun } from './access.ts';

/**
 * What `${ }` can name (reference 4.2): the stage's context, falling through to ancestors' outputs (nearest first);
 * then `trigger`, `execution`, `parameters` and `templateVariables`.
 */
export function expressionRoot(
  { state: { execution }, body }: LoadedRun,
  stage: StageState,
  context: JsonObject,
  ancestors: readonly StageSnapshot[],
  stages: readonly StageSnapshot[],
): JsonObject {
  const inherited: JsonObject = {};
  for (const ancestor of [...ancestors].reverse()) Object.assign(inherited, ancestor.outputs);
  const supplied = body.trigger.parameters;
  const parameters = isObject(supplied) ? supplied : {};
  return {
    ...inherited,
    ...context,
    trigger: body.trigger,
    parameters,
    ...(isObject(body.extra.templateVariables) ? { templateVariables: body.extra.templateVariables } : {}),
    execution: {
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
      keepWaitingPipelines: execution.keepWaitingPipelines,
      trigger: body.trigger,
      authentication: body.authentication,
      currentStageId: stage.id,
      stages: stages.map((other) => ({ ...other, requisiteStageRefIds: [...other.requisiteStageRefIds] })),
    },
  };
}
