import type { Answer, TaskAnswer } from './facts.ts';
import {
  type ExecutionState,
  type NewStage,
  notBegun,
  type RunState,
  type StageFlags,
  type StageState,
  type Step,
} from './state.ts';
import { transition } from './transition.ts';

/** A run of top-level stages, none begun. */
export function runOf(
  stages: readonly { refId: string; requires?: readonly string[]; flags?: StageFlags }[],
  execution: Partial<ExecutionState> = {},
): RunState {
  return {
    execution: {
      id: 'e',
      application: 'shop',
      name: 'run',
      pipelineConfigId: 'p',
      parentExecutionId: null,
      status: 'NOT_STARTED',
      version: 1,
      priority: 0,
      buildTime: 0,
      startTime: null,
      endTime: null,
      startTimeExpiry: null,
      limitConcurrent: false,
      maxConcurrentExecutions: 0,
      keepWaitingPipelines: false,
      admitted: true,
      canceled: false,
      canceledBy: null,
      cancellationReason: null,
      paused: null,
      restarts: 0,
      ...execution,
    },
    stages: stages.map((stage, position) => stageOf(stage, position)),
  };
}

function stageOf(
  { refId, requires = [], flags = {} }: { refId: string; requires?: readonly string[]; flags?: StageFlags },
  position: number,
): StageState {
  return {
    ...notBegun,
    id: refId,
    position,
    refId,
    requisites: requires,
    type: 'probe',
    name: refId,
    parentId: null,
    owner: null,
    startTimeExpiry: null,
    flags,
  };
}

/** The stage with that refId. */
export function at(state: RunState, refId: string): StageState {
  const stage = state.stages.find((other) => other.refId === refId);
  if (!stage) throw new Error(`There is no stage ${refId}.`);
  return stage;
}

/** Answers the order in force on a stage. */
export function answer(state: RunState, refId: string, what: Answer, now = 0): Step {
  const stage = at(state, refId);
  return transition(state, now, { kind: 'answer', stageId: stage.id, attempt: stage.attempt, answer: what });
}

/** A plan with one task, which ran at once. */
export function ranAtOnce(first: TaskAnswer, flags: StageFlags = {}): Answer {
  return { kind: 'planned', tasks: ['work'], before: [], after: [], flags, first };
}

export function planned(parts: {
  tasks?: string[];
  before?: NewStage[];
  after?: NewStage[];
  flags?: StageFlags;
}): Answer {
  return {
    kind: 'planned',
    tasks: parts.tasks ?? ['work'],
    before: parts.before ?? [],
    after: parts.after ?? [],
    flags: parts.flags ?? {},
  };
}

export const newStage = (id: string, rest: Partial<NewStage> = {}): NewStage => ({
  id,
  type: 'probe',
  name: id,
  requires: [],
  flags: {},
  ...rest,
});

export const task = (status: 'succeeded' | 'skipped' | 'canceled' | 'stopped' | 'failed'): Answer => ({
  kind: 'task',
  task: status === 'failed' ? { status, error: 'it failed' } : { status },
});

/** Statuses by refId. */
export const statuses = (state: RunState): Record<string, string> =>
  Object.fromEntries(state.stages.map((stage) => [stage.refId, stage.status]));
