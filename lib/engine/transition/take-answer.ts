import { isHalted } from '../model.ts';
import {
  addStage,
  changeStage,
  childrenOf,
  type Draft,
  order,
  removeStage,
  rowOf,
  stageOf,
} from './draft.ts';
import { type Answer, endOf, type TaskAnswer } from './facts.ts';
import { endStage, finishStage, nextTask, settleEnding, settleStage } from './settle-stage.ts';
import { failureStatus } from './stage-status.ts';
import { type NewStage, notBegun, type StageState, type TaskState } from './state.ts';

/** Takes what a job reports. False: the order is not in force any more, nothing was taken. */
export function takeAnswer(draft: Draft, stageId: string, attempt: number, answer: Answer): boolean {
  const stage = rowOf(draft, stageId);
  if (!stage || stage.attempt !== attempt || stage.phase === 'ended') return false;
  switch (answer.kind) {
    case 'planned':
      planned(draft, stageId, answer);
      return true;
    case 'notEnabled':
      endStage(draft, stageId, 'SKIPPED');
      return true;
    case 'planningFailed':
      changeStage(draft, stageId, {
        flags: { ...stage.flags, ...answer.flags, planningFailed: true },
        error: answer.error,
      });
      finishStage(draft, stageId, { isLast: true });
      return true;
    case 'plannedAfter':
      addNeighbors(draft, stageId, 'STAGE_AFTER', answer.stages);
      finishStage(draft, stageId, {});
      return true;
    case 'plannedOnFailure':
      plannedOnFailure(draft, stageId, answer.stages);
      return true;
    case 'task':
      if (answer.flags) changeStage(draft, stageId, { flags: { ...stage.flags, ...answer.flags } });
      takeTaskAnswer(draft, stageId, answer.task);
      return true;
    case 'cancelDone':
      changeStage(draft, stageId, { phase: 'after', dueAt: null, attempt: stage.attempt + 1 });
      settleEnding(draft, stageId);
      return true;
    default:
      return answer satisfies never;
  }
}

function planned(draft: Draft, id: string, plan: Extract<Answer, { kind: 'planned' }>): void {
  const stage = stageOf(draft, id);
  const tasks = plan.tasks.map(
    (name) => ({ name, status: 'NOT_STARTED', startTime: null, endTime: null }) as const,
  );
  changeStage(draft, id, { tasks, flags: { ...stage.flags, ...plan.flags } });
  addNeighbors(draft, id, 'STAGE_BEFORE', plan.before);
  addNeighbors(draft, id, 'STAGE_AFTER', plan.after);
  if (plan.before.length > 0) {
    changeStage(draft, id, { phase: 'before', attempt: stage.attempt + 1, dueAt: null });
    settleStage(draft, id);
    return;
  }
  if (!plan.first || tasks.length === 0) {
    nextTask(draft, id);
    return;
  }
  const [first, ...rest] = tasks;
  if (!first) return;
  changeStage(draft, id, {
    phase: 'tasks',
    tasks: [{ ...first, status: stage.status, startTime: stage.startTime }, ...rest],
  });
  takeTaskAnswer(draft, id, plan.first);
}

/** refIds as Spinnaker makes them: `<parent><1` before, `<parent>>1` after. */
function addNeighbors(
  draft: Draft,
  parentId: string,
  owner: 'STAGE_BEFORE' | 'STAGE_AFTER',
  stages: readonly NewStage[],
): void {
  const parent = stageOf(draft, parentId);
  const mark = owner === 'STAGE_BEFORE' ? '<' : '>';
  const taken = childrenOf(draft, parentId).filter((child) => child.owner === owner);
  const start = stages[0]?.isWindow ? 0 : 1;
  const first = taken.reduce((most, child) => Math.max(most, child.position + 1), start);
  const refIdAt = (index: number) => `${parent.refId}${mark}${first + index}`;
  for (const [index, stage] of stages.entries()) {
    addStage(draft, {
      ...notBegun,
      id: stage.id,
      position: first + index,
      refId: refIdAt(index),
      requisites: stage.requires.map(refIdAt),
      type: stage.type,
      name: stage.name,
      parentId,
      owner,
      startTimeExpiry: stage.startTimeExpiry ?? null,
      restarts: parent.restarts,
      flags: stage.flags,
    });
  }
}

/** On-failure stages take the place of what had not begun, and run one after another. */
function plannedOnFailure(draft: Draft, id: string, stages: readonly NewStage[]): void {
  const waiting = childrenOf(draft, id).filter((child) => child.status === 'NOT_STARTED');
  const inLine = stages.map((stage, index) => ({ ...stage, requires: index === 0 ? [] : [index - 1] }));
  addNeighbors(draft, id, 'STAGE_AFTER', inLine);
  for (const child of waiting) removeStage(draft, child.id);
  if (stages.length === 0) {
    finishStage(draft, id, { isLast: true });
    return;
  }
  const stage = stageOf(draft, id);
  changeStage(draft, id, { phase: 'failure', attempt: stage.attempt + 1, dueAt: null, wakeOn: [] });
  settleStage(draft, id);
}

function takeTaskAnswer(draft: Draft, id: string, answer: TaskAnswer): void {
  const stage = stageOf(draft, id);
  const index = stage.tasks.findIndex((task) => task.status === 'RUNNING' || task.status === 'PAUSED');
  const task = stage.tasks[index];
  if (!task) return;
  const put = (change: Partial<TaskState>) => setTask(draft, id, index, change);
  if (answer.status === 'running') {
    put({ polls: (task.polls ?? 0) + 1, failures: 0 });
    order(draft, id, 'tasks', { runAt: answer.dueAt, wakeOn: answer.wakeOn });
    return;
  }
  if (answer.status === 'retry') {
    put({ failures: (task.failures ?? 0) + 1 });
    order(draft, id, 'tasks', { runAt: answer.dueAt });
    return;
  }
  if (answer.status === 'redirect') {
    redirect(draft, id, answer.to, index);
    return;
  }
  const raw = endOf(answer) ?? 'TERMINAL';
  const status = raw === 'TERMINAL' || raw === 'CANCELED' ? failureStatus(stage.flags, raw) : raw;
  put({ status, endTime: draft.now });
  if ('error' in answer && answer.error) changeStage(draft, id, { error: answer.error });
  // A failure that the stage's setting turned into FAILED_CONTINUE ends it; one the task chose itself does not.
  const isOver = isHalted(status) || (status === 'FAILED_CONTINUE' && raw !== 'FAILED_CONTINUE');
  if (isOver) finishStage(draft, id, {});
  else nextTask(draft, id);
}

function redirect(draft: Draft, id: string, to: string, current: number): void {
  const stage = stageOf(draft, id);
  const target = stage.tasks.findIndex((task) => task.name === to);
  const from = target === -1 ? current : Math.min(target, current);
  const tasks = stage.tasks.map((task, index) =>
    index >= from && index <= current
      ? ({ name: task.name, status: 'NOT_STARTED', startTime: null, endTime: null } as const)
      : task,
  );
  changeStage(draft, id, { tasks });
  nextTask(draft, id);
}

function setTask(draft: Draft, id: string, at: number, change: Partial<TaskState>): StageState {
  const { tasks } = stageOf(draft, id);
  return changeStage(draft, id, {
    tasks: tasks.map((task, index) => (index === at ? { ...task, ...change } : task)),
  });
}
