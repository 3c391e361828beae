import {
  type ExecutionStatus,
  isActive,
  isComplete,
  isFailure,
  isHalted,
  letsDownstreamStart,
} from '../model.ts';
import { changeStage, childrenOf, type Draft, order, siblingOf, stageOf, topLevel } from './draft.ts';
import { stageStatus } from './stage-status.ts';
import type { StageState } from './state.ts';

/**
 * Brings one group of siblings (top level: '') as far as it goes without new facts: ends what can end,
 * starts what may start.
 */
export function settleSiblings(draft: Draft, parentId: string, owner: StageState['owner']): void {
  for (const stage of childrenOf(draft, parentId)) {
    if (stage.owner === owner && isActive(stage.status)) settleStage(draft, stage.id);
  }
  // A stage that is past its start expiry ends at once, which may let others start.
  while (mayStart(draft, parentId) && startReady(draft, parentId, owner));
}

function mayStart(draft: Draft, parentId: string): boolean {
  if (draft.execution.status !== 'RUNNING' || draft.execution.canceled) return false;
  if (parentId !== '') return stageOf(draft, parentId).flags.ending === undefined;
  // A failed stage stops everything: nothing new begins while the others are being canceled.
  return !topLevel(draft).some(
    (stage) => (stage.status === 'TERMINAL' || stage.status === 'CANCELED') && !stage.flags.isOutlived,
  );
}

/** Starts every sibling whose requisites let it. True when one of them ended by that. */
function startReady(draft: Draft, parentId: string, owner: StageState['owner']): boolean {
  let hasEnded = false;
  for (const stage of childrenOf(draft, parentId)) {
    if (stage.status !== 'NOT_STARTED' || stage.owner !== owner) continue;
    if (!isReady(draft, stage)) continue;
    if (stage.startTimeExpiry !== null && stage.startTimeExpiry < draft.now) {
      endStage(draft, stage.id, 'SKIPPED');
      hasEnded = true;
      continue;
    }
    changeStage(draft, stage.id, { startTime: draft.now });
    order(draft, stage.id, 'planning');
  }
  return hasEnded;
}

/** A requisite that does not exist is ignored, as Spinnaker does. */
const isReady = (draft: Draft, stage: StageState): boolean =>
  stage.requisites.every((refId) => {
    const upstream = siblingOf(draft, stage, refId);
    return upstream === undefined || letsDownstreamStart(upstream.status);
  });

/** Brings one active stage as far as it goes. */
export function settleStage(draft: Draft, id: string): void {
  const stage = stageOf(draft, id);
  if (stage.flags.manualSkip) {
    skipStage(draft, id);
    return;
  }
  if (stage.flags.ending !== undefined && stage.phase !== 'canceling') {
    settleEnding(draft, id);
    return;
  }
  switch (stage.phase) {
    case 'before':
      settleSiblings(draft, id, 'STAGE_BEFORE');
      afterNeighbors(draft, id, 'STAGE_BEFORE', () => nextTask(draft, id));
      return;
    case 'after':
    case 'failure':
      settleSiblings(draft, id, 'STAGE_AFTER');
      afterNeighbors(draft, id, 'STAGE_AFTER', () => finishStage(draft, id, { isLast: true }));
      return;
    case 'waiting':
    case 'planning':
    case 'tasks':
    case 'planningAfter':
    case 'planningFailure':
    case 'canceling':
    case 'ended':
      return;
    default:
      stage.phase satisfies never;
  }
}

/** Goes on when all neighbors on one side have ended well; ends the stage when one of them halted. */
function afterNeighbors(draft: Draft, id: string, owner: StageState['owner'], goOn: () => void): void {
  const neighbors = childrenOf(draft, id).filter((child) => child.owner === owner);
  const isBroken = neighbors.some(breaksParent);
  if (isBroken) for (const child of neighbors) if (isActive(child.status)) cancelStage(draft, child.id);
  const now = childrenOf(draft, id).filter((child) => child.owner === owner);
  if (now.some((child) => isActive(child.status))) return;
  if (isBroken) {
    finishStage(draft, id, { isLast: owner === 'STAGE_AFTER' });
    return;
  }
  if (now.every((child) => isComplete(child.status))) goOn();
}

/** Its own end is decided; it waits for its children to end. */
export function settleEnding(draft: Draft, id: string): void {
  for (const child of childrenOf(draft, id)) if (isActive(child.status)) settleStage(draft, child.id);
  if (childrenOf(draft, id).some((child) => isActive(child.status))) return;
  endStage(draft, id, stageOf(draft, id).flags.ending ?? 'CANCELED');
}

function breaksParent(child: StageState): boolean {
  if (isHalted(child.status)) return true;
  return child.status === 'FAILED_CONTINUE' && child.flags.allowSiblingStagesToContinueOnFailure !== true;
}

/** Orders the first task that has not ended; without one the stage finishes. */
export function nextTask(draft: Draft, id: string): void {
  const stage = stageOf(draft, id);
  const index = stage.tasks.findIndex((task) => task.status === 'NOT_STARTED');
  if (index === -1) {
    finishStage(draft, id, {});
    return;
  }
  const status = draft.execution.status === 'PAUSED' ? 'PAUSED' : 'RUNNING';
  const tasks = stage.tasks.map((task, at) =>
    at === index ? { ...task, status, startTime: draft.now } : task,
  );
  changeStage(draft, id, { tasks: tasks as StageState['tasks'] });
  order(draft, id, 'tasks');
}

/** The parts are through (or one broke): after stages, on-failure stages, the cancel routine, then the end. */
export function finishStage(draft: Draft, id: string, { isLast = false }: { isLast?: boolean }): void {
  const stage = stageOf(draft, id);
  const children = childrenOf(draft, id);
  const waitingAfter = children.filter(
    (child) => child.owner === 'STAGE_AFTER' && child.status === 'NOT_STARTED',
  );
  const status = statusFromParts(stage, children, waitingAfter.length > 0 && !isLast);
  if (!isHalted(status) && !isLast) {
    if (stage.flags.hasPlanAfter && !stage.flags.afterPlanned) {
      orderPlanningAfter(draft, id);
      return;
    }
    if (waitingAfter.length > 0) {
      changeStage(draft, id, { phase: 'after', dueAt: null, wakeOn: [], attempt: stage.attempt + 1 });
      settleStage(draft, id);
      return;
    }
  }
  if (isHalted(status) && isFailure(status) && stage.flags.hasPlanOnFailure && !stage.flags.failurePlanned) {
    changeStage(draft, id, { flags: { ...stage.flags, failurePlanned: true } });
    order(draft, id, 'planningFailure');
    return;
  }
  const callsCancel = status === 'CANCELED' || (isFailure(status) && stage.flags.cancelOnFailure);
  if (callsCancel && mustCallCancel(stage)) {
    changeStage(draft, id, { flags: { ...stage.flags, ending: status, cancelCalled: true } });
    order(draft, id, 'canceling');
    return;
  }
  endStage(draft, id, status);
}

function statusFromParts(
  stage: StageState,
  children: readonly StageState[],
  hasAfterToRun: boolean,
): ExecutionStatus {
  const begun = children.filter((child) => child.status !== 'NOT_STARTED');
  const tasks = stage.tasks.map((task) => task.status);
  const status = stageStatus({ tasks, synthetics: begun.map((child) => child.status), flags: stage.flags });
  if (status === 'SKIPPED' && hasAfterToRun) return 'SUCCEEDED';
  return status === 'SUCCEEDED' && stage.flags.expressionsFailed ? 'TERMINAL' : status;
}

function orderPlanningAfter(draft: Draft, id: string): void {
  const stage = stageOf(draft, id);
  changeStage(draft, id, { flags: { ...stage.flags, afterPlanned: true } });
  order(draft, id, 'planningAfter');
}

const mustCallCancel = (stage: StageState): boolean =>
  stage.flags.hasCancel === true &&
  stage.flags.cancelCalled !== true &&
  stage.tasks.some((task) => task.status !== 'NOT_STARTED');

/** Ends the stage; from here on no answer is taken for it. */
export function endStage(draft: Draft, id: string, status: ExecutionStatus): void {
  const stage = stageOf(draft, id);
  const taskEnd = status === 'SKIPPED' ? 'SKIPPED' : 'CANCELED';
  const tasks = stage.tasks.map((task) =>
    isActive(task.status) ? { ...task, status: taskEnd, endTime: draft.now } : task,
  );
  changeStage(draft, id, {
    status,
    tasks: tasks as StageState['tasks'],
    phase: 'ended',
    endTime: draft.now,
    attempt: stage.attempt + 1,
    dueAt: null,
    wakeOn: [],
  });
  draft.orders.delete(id);
}

/** Leaves the stage and everything under it out. */
function skipStage(draft: Draft, id: string): void {
  for (const child of childrenOf(draft, id)) if (isActive(child.status)) skipStage(draft, child.id);
  endStage(draft, id, 'SKIPPED');
}

/** Stops the stage and everything under it, by way of its cancel routine where it has one. */
export function cancelStage(draft: Draft, id: string): void {
  const stage = stageOf(draft, id);
  if (stage.flags.ending !== undefined) return;
  for (const child of childrenOf(draft, id)) if (isActive(child.status)) cancelStage(draft, child.id);
  const flags = { ...stage.flags, ending: 'CANCELED' as const };
  if (mustCallCancel(stage)) {
    changeStage(draft, id, { flags: { ...flags, cancelCalled: true } });
    order(draft, id, 'canceling');
  } else if (childrenOf(draft, id).some((child) => isActive(child.status))) {
    changeStage(draft, id, { flags, phase: 'after', attempt: stage.attempt + 1, dueAt: null, wakeOn: [] });
  } else endStage(draft, id, 'CANCELED');
}
