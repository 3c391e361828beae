import { isActive } from '../model.ts';
import type { RunState, StageState } from '../transition/state.ts';

/** The stage type that holds its parent back until the execution window opens. */
export const windowType = 'restrictExecutionDuringTimeWindow';

/**
 * How long a task may still take, in ms (negative: its time is up; Infinity: no limit). Time that the execution was
 * paused, or that the stage waited for its execution window, does not count (reference 3.5).
 */
export function remainingMs(limits: {
  /** The task's own limit, by its kind. */
  readonly taskTimeoutMs?: number;
  /** `stageTimeoutMs` stands in the place of the task's own limit. */
  readonly isOverridable?: boolean;
  /** The nearest limit of the stage or a stage around it. */
  readonly stageTimeoutMs?: number;
  readonly taskElapsedMs: number;
  readonly stageElapsedMs: number;
  /** Paused, or waiting for the window. */
  readonly uncountedMs: number;
}): number {
  const { stageTimeoutMs } = limits;
  const taskLimit =
    limits.isOverridable && stageTimeoutMs !== undefined
      ? stageTimeoutMs
      : (limits.taskTimeoutMs ?? Number.POSITIVE_INFINITY);
  const ofTask = taskLimit - (limits.taskElapsedMs - limits.uncountedMs);
  if (stageTimeoutMs === undefined) return ofTask;
  return Math.min(ofTask, stageTimeoutMs - (limits.stageElapsedMs - limits.uncountedMs));
}

/** The nearest stage, from this one outwards, that has a `stageTimeoutMs`. */
export function stageWithTimeout(state: RunState, stage: StageState): StageState | undefined {
  if (stage.flags.stageTimeoutMs !== undefined) return stage;
  const parent = stage.parentId ? state.stages.find((other) => other.id === stage.parentId) : undefined;
  return parent && stageWithTimeout(state, parent);
}

/** Time the stage spent waiting for its execution window, in ms. */
export function windowMs(state: RunState, stageId: string, now: number): number {
  const window = state.stages.find((other) => other.parentId === stageId && other.type === windowType);
  if (!window || window.startTime === null) return 0;
  return (isActive(window.status) ? now : (window.endTime ?? now)) - window.startTime;
}

/** A stage inside an execution window stage has no time limit. */
export const isWindow = (stage: StageState): boolean => stage.type === windowType;
