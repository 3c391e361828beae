import type { ExecutionStatus, SyntheticOwner } from '../model.ts';

/**
 * What decisions are made from: light rows, no contexts. All times are epoch ms by the database's clock.
 *
 * A stage walks through phases; in those marked * a work order (one job) is out, numbered by `attempt`:
 *
 *     waiting -> planning* -> before -> tasks* -> planningAfter* -> after -> ended
 *                    |           \         \                         /
 *                    |            `---------`-> planningFailure* -> failure -> ended
 *                    `-> ended (skipped)         canceling* -> ended
 */
export const phases = [
  'waiting',
  'planning',
  'before',
  'tasks',
  'planningAfter',
  'after',
  'planningFailure',
  'failure',
  'canceling',
  'ended',
] as const;
export type Phase = (typeof phases)[number];

const orderedPhases: ReadonlySet<Phase> = new Set([
  'planning',
  'tasks',
  'planningAfter',
  'planningFailure',
  'canceling',
]);
/** A job works for the stage in this phase. */
export const hasOrder = (phase: Phase): boolean => orderedPhases.has(phase);

export interface ExecutionState {
  readonly id: string;
  readonly application: string;
  readonly name: string;
  readonly pipelineConfigId: string | null;
  readonly parentExecutionId: string | null;
  status: ExecutionStatus;
  version: number;
  readonly priority: number;
  readonly buildTime: number;
  startTime: number | null;
  endTime: number | null;
  readonly startTimeExpiry: number | null;
  readonly limitConcurrent: boolean;
  readonly maxConcurrentExecutions: number;
  readonly keepWaitingPipelines: boolean;
  admitted: boolean;
  canceled: boolean;
  canceledBy: string | null;
  cancellationReason: string | null;
  paused: PauseDetails | null;
  restarts: number;
  /** Whoever started it was traced: what its spans hang on. */
  readonly traceparent?: string | null;
}

export interface PauseDetails {
  pausedBy: string;
  pauseTime: number;
  resumedBy?: string;
  resumeTime?: number;
  /** All pauses that ended, together. */
  pausedMs: number;
}

export interface StageState {
  readonly id: string;
  /** Order among its siblings. */
  readonly position: number;
  readonly refId: string;
  readonly requisites: readonly string[];
  readonly type: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly owner: SyntheticOwner | null;
  readonly startTimeExpiry: number | null;
  status: ExecutionStatus;
  startTime: number | null;
  endTime: number | null;
  phase: Phase;
  attempt: number;
  restarts: number;
  dueAt: number | null;
  wakeOn: readonly string[];
  /** `<job>:<attempt>`: the queue's job that goes on with this order, so that it has none of its own. */
  carrier: string | null;
  tasks: readonly TaskState[];
  flags: StageFlags;
  error: string | null;
}

/** A stage of which nothing has happened yet. */
export const notBegun = {
  status: 'NOT_STARTED',
  startTime: null,
  endTime: null,
  phase: 'waiting',
  attempt: 0,
  restarts: 0,
  dueAt: null,
  wakeOn: [],
  carrier: null,
  tasks: [],
  error: null,
} as const satisfies Partial<StageState>;

export interface TaskState {
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startTime: number | null;
  readonly endTime: number | null;
  /** Calls that answered `running`. */
  readonly polls?: number;
  /** Errors thrown since the last answer. */
  readonly failures?: number;
}

/** Settings as evaluated when the stage was planned, and what planning learned. Absent means false (failPipeline: true). */
export interface StageFlags {
  readonly failPipeline?: boolean;
  readonly continuePipeline?: boolean;
  readonly completeOtherBranchesThenFail?: boolean;
  readonly allowSiblingStagesToContinueOnFailure?: boolean;
  /** Should it end FAILED_CONTINUE, the run goes on and fails in the end (dry runs). */
  readonly failsRunAtEnd?: boolean;
  /** The stage asked to fail on failed expressions, and some failed. */
  readonly expressionsFailed?: boolean;
  readonly planningFailed?: boolean;
  readonly hasPlanAfter?: boolean;
  readonly hasPlanOnFailure?: boolean;
  readonly hasCancel?: boolean;
  readonly cancelOnFailure?: boolean;
  /** It ended badly before another branch was restarted: it decides how the run ends, and stops nothing before. */
  readonly isOutlived?: boolean;
  /** A person asked to leave it out while it ran. */
  readonly manualSkip?: boolean;
  /** After stages have been asked for. */
  readonly afterPlanned?: boolean;
  /** On-failure stages have been asked for. */
  readonly failurePlanned?: boolean;
  /** The cancel routine has been called for this run of the stage. */
  readonly cancelCalled?: boolean;
  /** What it becomes when the cancel routine is through. */
  readonly ending?: ExecutionStatus;
  /** Somebody wants to be told when it begins or ends. */
  readonly tells?: boolean;
  /** Limits of the stage as evaluated, in ms. */
  readonly stageTimeoutMs?: number;
  readonly backoffPeriodMs?: number;
  readonly markSuccessfulOnTimeout?: boolean;
  /** It may be left out by a person while it runs. */
  readonly canSkip?: boolean;
  /** Who approved it, where everything downstream works with the approver's rights. */
  readonly actAs?: string;
  /** Time it stood still because the execution was paused. */
  readonly pausedMs?: number;
}

/** A stage about to be added to a run. */
export interface NewStage {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** Positions in the same list that must have ended first. */
  readonly requires: readonly number[];
  readonly flags: StageFlags;
  readonly startTimeExpiry?: number | null;
  /** It waits for the execution window: first of all, with a refId that ends in `<0`. */
  readonly isWindow?: boolean;
}

/** A whole run, as the decisions see it. Never changed in place: a step makes new rows. */
export interface RunState {
  readonly execution: ExecutionState;
  readonly stages: readonly StageState[];
}

/** A work order: carry out what the stage's phase asks, if `attempt` is still in force then. */
export interface Order {
  readonly stageId: string;
  readonly attempt: number;
  /** Epoch ms; null = now. */
  readonly runAt: number | null;
  /** Something changed for a stage that may be at work right now: look after that, whatever attempt is in force then. */
  readonly isWake?: boolean;
}

/** All that one decision brings about; written in one transaction. */
export interface Step {
  /** The run as it is after the step. */
  readonly state: RunState;
  /** An answer that came too late, or to an order no longer in force: nothing was taken from it. */
  readonly isRefused: boolean;
  readonly isExecutionChanged: boolean;
  readonly changed: readonly StageState[];
  readonly added: readonly StageState[];
  readonly removed: readonly string[];
  readonly orders: readonly Order[];
  /** Keys whose waiters are to be woken: `execution:<id>` when the run ended. */
  readonly wakes: readonly string[];
  /** A place among concurrent runs of this pipeline became free. */
  readonly releases: string | null;
  readonly events: readonly EngineEvent[];
}

/** What the world is told. */
export type EngineEvent =
  | { readonly kind: 'execution.changed'; readonly status: ExecutionStatus; readonly from: ExecutionStatus }
  | {
      readonly kind: 'stage.changed';
      readonly stageId: string;
      readonly type: string;
      readonly name: string;
      readonly status: ExecutionStatus;
      readonly from: ExecutionStatus;
    };
