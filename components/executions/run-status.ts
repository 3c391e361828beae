import { isActive } from '#lib/engine/statuses.ts';
import type { ExecutionSummary, StageRow } from '#lib/executions/schema.ts';

type StageStatus = Pick<StageRow, 'type' | 'status'>;

/** A stage's status as people see it: a judgment that runs is one that waits for somebody. */
export function stageStatus(stage: StageStatus): string {
  return stage.type === 'manualJudgment' && stage.status === 'RUNNING' ? 'WAITING' : stage.status;
}

/** A run's status as people see it: waiting when all that is left to do is up to people, queued when its turn has not come. */
export function runStatus(
  run: Pick<ExecutionSummary, 'status' | 'isQueued' | 'isAwaitingApproval'> & {
    stages: readonly StageStatus[];
  },
): string {
  if (run.isQueued) return 'BUFFERED';
  if (run.status !== 'RUNNING') return run.status;
  const working = run.stages.filter((stage) => isActive(stage.status));
  return working.length > 0 && working.every((stage) => stageStatus(stage) === 'WAITING')
    ? 'WAITING'
    : run.status;
}
