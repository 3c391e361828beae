import { isComplete } from '../model.ts';
import {
  changeExecution,
  changeStage,
  childrenOf,
  type Draft,
  removeStage,
  stageOf,
  topLevel,
} from './draft.ts';
import type { Fact } from './facts.ts';
import { type ExecutionState, notBegun, type RunState, type StageFlags, type StageState } from './state.ts';

/** The top-level stage that a stage belongs to: what a restart acts on. */
export function topLevelStageOf(state: RunState, stageId: string): StageState | undefined {
  const byId = new Map(state.stages.map((stage) => [stage.id, stage]));
  let stage = byId.get(stageId);
  while (stage?.parentId) stage = byId.get(stage.parentId);
  return stage;
}

/** It failed before it could begin (reference 3.3): nothing was prepared that a restart could go on with. */
export const hasFailedToStart = ({
  status,
  startTime,
}: Pick<ExecutionState, 'status' | 'startTime'>): boolean => status === 'TERMINAL' && startTime === null;

/** The stage and all that stands downstream of it, at top level. */
export function downstreamOf(stages: readonly StageState[], stageId: string): StageState[] {
  const reached = new Set([stageId]);
  const refs = new Set(stages.filter((stage) => stage.id === stageId).map((stage) => stage.refId));
  for (let hasGrown = true; hasGrown; ) {
    hasGrown = false;
    for (const stage of stages) {
      if (reached.has(stage.id) || !stage.requisites.some((refId) => refs.has(refId))) continue;
      reached.add(stage.id);
      refs.add(stage.refId);
      hasGrown = true;
    }
  }
  return stages.filter((stage) => reached.has(stage.id));
}

/**
 * Resets the stage and all downstream of it (reference 3.8), which is the one way out of a final status.
 * A stage that is `settledAs` keeps its tasks and takes that status instead.
 */
export function restart(draft: Draft, fact: Extract<Fact, { kind: 'restart' }>): boolean {
  if (hasFailedToStart(draft.execution)) return false;
  const top = topLevelStageOf({ execution: draft.execution, stages: draft.stages }, fact.stageId);
  if (!top || !(isComplete(top.status) || top.status === 'NOT_STARTED')) return false;
  const scope = downstreamOf(topLevel(draft), top.id);
  // A branch still at work downstream (the join was reached by another way) must end first.
  if (scope.some((stage) => stage.status === 'RUNNING' || stage.status === 'PAUSED')) return false;
  for (const stage of scope) reset(draft, stage.id);
  outlive(draft, new Set(scope.map((stage) => stage.id)));
  if (fact.settleAs) {
    changeStage(draft, top.id, {
      status: fact.settleAs,
      phase: 'ended',
      tasks: top.tasks,
      startTime: top.startTime ?? draft.now,
      endTime: draft.now,
      error: top.error,
    });
  }
  const wasComplete = isComplete(draft.execution.status);
  changeExecution(draft, {
    status: fact.mustQueue ? 'NOT_STARTED' : wasComplete ? 'RUNNING' : draft.execution.status,
    admitted: !fact.mustQueue,
    endTime: null,
    canceled: false,
    canceledBy: null,
    cancellationReason: null,
    restarts: draft.execution.restarts + 1,
  });
  return true;
}

/** Branches that ended badly before must not end the run again at once: one branch is restarted after the other. */
function outlive(draft: Draft, scope: ReadonlySet<string>): void {
  for (const stage of topLevel(draft)) {
    if (scope.has(stage.id) || !(stage.status === 'TERMINAL' || stage.status === 'CANCELED')) continue;
    changeStage(draft, stage.id, { flags: { ...stage.flags, isOutlived: true } });
  }
}

function reset(draft: Draft, id: string): void {
  for (const child of childrenOf(draft, id)) removeStage(draft, child.id);
  const stage = stageOf(draft, id);
  changeStage(draft, id, {
    ...notBegun,
    attempt: stage.attempt + 1,
    restarts: stage.restarts + 1,
    flags: settingsOf(stage.flags),
  });
}

/** What planning will say again is forgotten; how the stage fails is kept until then. */
function settingsOf(flags: StageFlags): StageFlags {
  const { failPipeline, continuePipeline, completeOtherBranchesThenFail } = flags;
  const { allowSiblingStagesToContinueOnFailure } = flags;
  return {
    ...(failPipeline === undefined ? {} : { failPipeline }),
    ...(continuePipeline === undefined ? {} : { continuePipeline }),
    ...(completeOtherBranchesThenFail === undefined ? {} : { completeOtherBranchesThenFail }),
    ...(allowSiblingStagesToContinueOnFailure === undefined ? {} : { allowSiblingStagesToContinueOnFailure }),
  };
}
