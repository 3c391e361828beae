import { isActive } from '../model.ts';
import { changeExecution, changeStage, type Draft, emitOrder, rowOf } from './draft.ts';
import type { Fact } from './facts.ts';
import { restart } from './restart.ts';
import type { StageState } from './state.ts';

type Control = Exclude<Fact, { kind: 'answer' }>;

/** Takes what a person or the engine itself wants of a run. False: it makes no sense now, nothing was taken. */
export function takeControl(draft: Draft, fact: Control): boolean {
  const { execution, now } = draft;
  const isLive =
    execution.status === 'NOT_STARTED' || execution.status === 'RUNNING' || execution.status === 'PAUSED';
  if (fact.kind === 'restart') return restart(draft, fact);
  if (!isLive) return false;
  switch (fact.kind) {
    case 'cancel':
      if (execution.canceled) return false;
      if (execution.status === 'PAUSED') resume(draft, fact.by);
      changeExecution(draft, { canceled: true, canceledBy: fact.by, cancellationReason: fact.reason });
      return true;
    case 'pause':
      if (execution.status !== 'RUNNING' || execution.canceled) return false;
      changeExecution(draft, {
        status: 'PAUSED',
        paused: { pausedBy: fact.by, pauseTime: now, pausedMs: execution.paused?.pausedMs ?? 0 },
      });
      for (const stage of active(draft)) changeStage(draft, stage.id, withActivity(stage, 'PAUSED'));
      return true;
    case 'resume':
      if (execution.status !== 'PAUSED') return false;
      resume(draft, fact.by);
      return true;
    case 'failStart':
      if (execution.status !== 'NOT_STARTED') return false;
      changeExecution(draft, { status: 'TERMINAL', endTime: now, cancellationReason: fact.reason });
      return true;
    case 'admit':
      if (execution.status !== 'NOT_STARTED' || execution.admitted) return false;
      changeExecution(draft, { admitted: true });
      return true;
    case 'poke': {
      const stage = rowOf(draft, fact.stageId);
      if (!stage || !isActive(stage.status)) return false;
      changeStage(draft, stage.id, { dueAt: now });
      emitOrder(draft, stage.id, { isWake: true });
      return true;
    }
    case 'manualSkip': {
      const stage = rowOf(draft, fact.stageId);
      if (!stage || !isActive(stage.status)) return false;
      changeStage(draft, stage.id, { flags: { ...stage.flags, manualSkip: true } });
      return true;
    }
    case 'resend':
      for (const stage of active(draft)) {
        if (fact.stageIds?.includes(stage.id) ?? true) emitOrder(draft, stage.id);
      }
      return true;
    default:
      return fact satisfies never;
  }
}

const active = (draft: Draft): StageState[] => draft.stages.filter((stage) => isActive(stage.status));

function resume(draft: Draft, by: string): void {
  const { paused } = draft.execution;
  const stoodMs = paused ? draft.now - paused.pauseTime : 0;
  changeExecution(draft, {
    status: 'RUNNING',
    paused: paused && {
      ...paused,
      resumedBy: by,
      resumeTime: draft.now,
      pausedMs: paused.pausedMs + stoodMs,
    },
  });
  for (const stage of active(draft)) {
    const flags = { ...stage.flags, pausedMs: (stage.flags.pausedMs ?? 0) + stoodMs };
    changeStage(draft, stage.id, { ...withActivity(stage, 'RUNNING'), flags });
    // The order in force stays in force: if it is still being carried out, its answer is as good as the repeat's.
    emitOrder(draft, stage.id);
  }
}

function withActivity(stage: StageState, status: 'RUNNING' | 'PAUSED'): Partial<StageState> {
  const tasks = stage.tasks.map((task) => (isActive(task.status) ? { ...task, status } : task));
  return { status, tasks };
}
