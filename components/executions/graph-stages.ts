import type { GraphStage } from '#components/graph/model.ts';
import type { StageRow } from '#lib/executions/schema.ts';
import { describeStage } from '#lib/stages/descriptions.ts';
import { stageStatus } from './run-status.ts';

/** Top-level stages as the graph draws them; what a stage brought along shows in its panel. */
export function toGraphStages(stages: readonly StageRow[]): GraphStage[] {
  return stages
    .filter((stage) => stage.parentId === null)
    .map((stage) => ({
      refId: stage.refId,
      name: stage.name,
      type: stage.type,
      requisites: stage.requisites,
      status: stageStatus(stage),
      subtitle: describeStage(stage.type)?.label ?? stage.type,
      startTime: stage.startTime,
      endTime: stage.endTime,
    }));
}
