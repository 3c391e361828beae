import { type ExecutionStatus, isActive, isComplete, letsDownstreamStart } from '../model.ts';
import { isLimited } from './admission.ts';
import { changeExecution, closeDraft, type Draft, openDraft, topLevel } from './draft.ts';
import type { Fact } from './facts.ts';
import { cancelStage, settleSiblings } from './settle-stage.ts';
import type { RunState, StageState, Step } from './state.ts';
import { takeAnswer } from './take-answer.ts';
import { takeControl } from './take-control.ts';

/**
 * The one decision of the engine: what follows from the state of a run and, if there is one, from a new fact.
 * Level-triggered: without a fact it repairs, and a second call changes nothing.
 *
 * @param now epoch ms by the database's clock
 */
export function transition(state: RunState, now: number, fact?: Fact): Step {
  const draft = openDraft(state, now);
  const isRefused = fact !== undefined && !take(draft, fact);
  if (!isRefused) settle(draft);
  const isEnd = isComplete(draft.execution.status) && !isComplete(state.execution.status);
  const frees = isEnd || (draft.execution.status === 'PAUSED' && state.execution.status === 'RUNNING');
  return closeDraft(draft, {
    isRefused,
    wakes: isEnd ? [`execution:${state.execution.id}`] : [],
    releases: frees && isLimited(state.execution) ? state.execution.pipelineConfigId : null,
  });
}

function take(draft: Draft, fact: Fact): boolean {
  if (fact.kind !== 'answer') return takeControl(draft, fact);
  if (isComplete(draft.execution.status)) return false;
  return takeAnswer(draft, fact.stageId, fact.attempt, fact.answer);
}

function settle(draft: Draft): void {
  if (draft.execution.status === 'NOT_STARTED') begin(draft);
  if (isComplete(draft.execution.status) || draft.execution.status === 'NOT_STARTED') return;
  if (draft.execution.canceled) cancelActive(draft);
  settleSiblings(draft, '', null);
  complete(draft);
}

function begin(draft: Draft): void {
  const { execution, now } = draft;
  if (execution.canceled) {
    end(draft, 'CANCELED');
    return;
  }
  if (execution.startTimeExpiry !== null && execution.startTimeExpiry < now) {
    const reason = 'The run could not begin before its start time expired.';
    changeExecution(draft, { canceled: true, canceledBy: 'foredeck', cancellationReason: reason });
    end(draft, 'CANCELED');
    return;
  }
  if (!execution.admitted) return;
  changeExecution(draft, { status: 'RUNNING', startTime: execution.startTime ?? now });
}

function cancelActive(draft: Draft): void {
  for (const stage of topLevel(draft)) if (isActive(stage.status)) cancelStage(draft, stage.id);
}

/** Ends the execution when its top-level stages say so (reference 3.7). */
function complete(draft: Draft): void {
  const verdict = verdictOf(topLevel(draft), draft.execution.canceled);
  if (!verdict) return;
  if (verdict.status === 'TERMINAL' || verdict.status === 'CANCELED') {
    cancelActive(draft);
    settleSiblings(draft, '', null);
  }
  if (topLevel(draft).some((stage) => isActive(stage.status))) return;
  // While paused nothing starts, so "nothing left to run" may only mean "not now".
  if (draft.execution.status === 'PAUSED' && verdict.isUnlessStartable && hasStartable(topLevel(draft)))
    return;
  if (verdict.reason) changeExecution(draft, { cancellationReason: verdict.reason });
  end(draft, verdict.status);
}

interface Verdict {
  readonly status: ExecutionStatus;
  readonly reason?: string;
  /** Holds only if no stage may still start. */
  readonly isUnlessStartable?: boolean;
}

/** How the execution ends, or undefined while it goes on. Exported for the rules' own tests. */
export function verdictOf(stages: readonly StageState[], isCanceled = false): Verdict | undefined {
  if (stages.length === 0)
    return { status: 'TERMINAL', reason: 'The pipeline has no stages: add one, then start it.' };
  // One look over what may be hundreds of stages, for this is asked at every step.
  const statuses = new Set<ExecutionStatus>();
  const fresh = new Set<ExecutionStatus>();
  for (const { status, flags } of stages) {
    statuses.add(status);
    if (!flags.isOutlived) fresh.add(status);
  }
  const has = (is: (status: ExecutionStatus) => boolean) => [...statuses].some(is);
  if (!has((status) => !letsDownstreamStart(status))) {
    const fails = stages.some((stage) => stage.status === 'FAILED_CONTINUE' && stage.flags.failsRunAtEnd);
    return { status: fails ? 'TERMINAL' : 'SUCCEEDED' };
  }
  if (fresh.has('TERMINAL')) return { status: 'TERMINAL' };
  if (fresh.has('CANCELED') || isCanceled) return { status: 'CANCELED' };
  if (has(isActive)) return undefined;
  // What had failed before a restart of another branch stops nothing, but still decides the end.
  if (statuses.has('TERMINAL')) return { status: 'TERMINAL', isUnlessStartable: true };
  if (statuses.has('CANCELED')) return { status: 'CANCELED', isUnlessStartable: true };
  const stoppedStages = stages.filter((stage) => stage.status === 'STOPPED');
  if (stoppedStages.length > 0) {
    const mustFail = stoppedStages.some((stage) => stage.flags.completeOtherBranchesThenFail === true);
    return { status: mustFail ? 'TERMINAL' : 'SUCCEEDED', isUnlessStartable: true };
  }
  const waiting = stages.filter((stage) => stage.status === 'NOT_STARTED').map((stage) => stage.name);
  const reason = `No stage can start: ${waiting.slice(0, 5).join(', ')} wait for each other. Break the circle, then start again.`;
  return { status: 'TERMINAL', reason, isUnlessStartable: true };
}

function hasStartable(stages: readonly StageState[]): boolean {
  const byRef = new Map(stages.map((stage) => [stage.refId, stage]));
  return stages.some(
    (stage) =>
      stage.status === 'NOT_STARTED' &&
      stage.requisites.every((refId) => letsDownstreamStart(byRef.get(refId)?.status ?? 'SUCCEEDED')),
  );
}

function end(draft: Draft, status: ExecutionStatus): void {
  changeExecution(draft, { status, endTime: draft.now });
}
