import type { z } from 'zod';
import type { ExecutionStatus, JsonObject } from './model.ts';

/**
 * What the engine and a stage kind know of each other. A kind plans tasks and neighbours; the engine runs the
 * tasks one after another, records each answer in the transaction that decides what comes next, and calls a
 * task again after a crash. So a task names what it makes after its stage (`run.key()`) and finds it there the
 * second time.
 *
 * ```ts
 * export const wait = defineStage({
 *   description: waitDescription,            // label, form, aliases: lib/stages/wait/schema.ts
 *   context: WaitContext,                    // zod; `run.context` is what it parsed
 *   tasks: {
 *     wait: {
 *       run: (run) => {
 *         const leftMs = run.stage.startedAt + run.context.waitTime * 1000 - run.now;
 *         return leftMs <= 0 ? succeeded() : running({ afterMs: leftMs });
 *       },
 *     },
 *   },
 * });
 * ```
 */
export interface StageType<Context = JsonObject, Services = unknown> {
  /** Stage type as written in pipelines, e.g. `deployManifest`. */
  readonly type: string;
  /** Other names under which Spinnaker knows the same kind. */
  readonly aliases: readonly string[];
  /** Parses the evaluated context before plan and before every task. A fault ends the stage TERMINAL with the field named. */
  readonly context?: z.ZodType<Context>;
  /** The tasks a plan may name. Without `plan`, all of them run in the order written. */
  readonly tasks: Readonly<Record<string, TaskDefinition<Context, Services>>>;
  /** Which tasks run and which stages stand before and after. Called when the stage starts; no side effects. */
  readonly plan?: (run: StageRun<Context, Services>) => Plan | Promise<Plan>;
  /** Stages to run after the tasks succeeded, when they depend on the results. No side effects. */
  readonly planAfter?: (
    run: StageRun<Context, Services>,
  ) => readonly SyntheticStage[] | Promise<readonly SyntheticStage[]>;
  /** Stages to run, one after another, before a failed stage ends. Asked once per run of the stage. */
  readonly planOnFailure?: (
    run: StageRun<Context, Services>,
  ) => readonly SyntheticStage[] | Promise<readonly SyntheticStage[]>;
  /** Undoes what is under way (stop a job, cancel a child). Called once the stage is canceled; at most 60 s; safe to repeat. */
  readonly onCancel?: (run: StageRun<Context, Services>) => Patch | undefined | Promise<Patch | undefined>;
  /** Also call `onCancel` when the stage fails or times out (webhooks with `signalCancellation`, jobs). */
  readonly cancelOnFailure?: boolean;
  /** May a person skip it while it runs? */
  readonly canManuallySkip?: (context: JsonObject) => boolean;
  /** Result keys that outlive a restart; everything else a stage recorded is dropped. */
  readonly keepOnRestart?: (results: JsonObject) => JsonObject;
  /** In a dry run this is called instead of the tasks. Nothing may change; without it the stage succeeds unrun. */
  readonly preview?: (run: StageRun<Context, Services>) => TaskResult | Promise<TaskResult>;
  /** Top-level context keys whose `${ }` the kind evaluates itself. */
  readonly unevaluatedKeys?: (context: JsonObject) => readonly string[];
}

/** One step of a stage. */
export interface TaskDefinition<Context = JsonObject, Services = unknown> {
  /** Does the work, or looks whether it is done. Runs outside any transaction; may be called again with the same state. */
  readonly run: (run: StageRun<Context, Services>) => TaskResult | Promise<TaskResult>;
  /** Time the task may take in all, in ms, or by the stage's context. Without it only `stageTimeoutMs` limits the stage. */
  readonly timeoutMs?: number | ((rawContext: JsonObject) => number);
  /** `stageTimeoutMs` replaces `timeoutMs` instead of standing beside it (judgments, waits for other systems). */
  readonly isTimeoutOverridable?: boolean;
  /** What a timeout means. Without it: TERMINAL with a sentence. */
  readonly onTimeout?: (run: StageRun<Context, Services>) => TaskResult | undefined;
  /** Least time between two calls after `running`, in ms (the stage's `backoffPeriodMs` may raise it). */
  readonly backoffMs?: number;
  /** Errors thrown (other than TerminalError) before the stage fails. Default 3, with doubling pauses from 1 s. */
  readonly retries?: number;
}

/** What `plan` answers. */
export interface Plan {
  /** Names of `tasks`, in order. Empty: the stage succeeds when its neighbours have. */
  readonly tasks: readonly string[];
  /** Run before the first task. Those without `requires` start together. */
  readonly before?: readonly SyntheticStage[];
  /** Run after the last task. */
  readonly after?: readonly SyntheticStage[];
  /** Kept with the stage, as a task's own patch would be. */
  readonly patch?: Patch;
}

/** A stage that a stage brings along. Its refId is made by the engine (`<parent><1`, `<parent>>2`). */
export interface SyntheticStage {
  readonly type: string;
  readonly name: string;
  readonly context: JsonObject;
  /** Positions (from 0) in the same list that must have ended first. */
  readonly requires?: readonly number[];
}

/** What a task, plan or cancel leaves behind: both are merged shallowly; `undefined` removes nothing, `removed` does. */
export interface Patch {
  /** Merged into the stage's results (seen as its context). */
  readonly context?: JsonObject;
  /** Readable by every stage downstream. */
  readonly outputs?: JsonObject;
  /** Context keys to drop. */
  readonly removed?: readonly string[];
  /** From here on everything downstream works with this person's rights. */
  readonly actAs?: string;
}

/** What a task answers. Make it with `succeeded()`, `running()`, `failed()` and their like. */
export type TaskResult =
  | ({ readonly status: 'succeeded' } & Patch)
  | ({ readonly status: 'running' } & Waiting & Patch)
  | ({ readonly status: 'failed' } & Failure & Patch)
  | ({ readonly status: 'skipped' } & Patch)
  | ({ readonly status: 'canceled' } & Patch)
  /** Ends the stage's branch, not the pipeline. */
  | ({ readonly status: 'stopped' } & Patch)
  | ({ readonly status: 'failedContinue'; readonly errors?: readonly string[] } & Patch)
  /** Go back to the named task of this stage; it and those after it run again. */
  | ({ readonly status: 'redirect'; readonly to: string } & Patch);

/** Not done yet. */
export interface Waiting {
  /** Look again after so many ms at the latest (timers go by the database's clock). */
  readonly afterMs: number;
  /**
   * Look again at once when one of these changes, e.g. `execution:<id>` or `kubernetes:<account>/<namespace>/<kind>/<name>`.
   * With new keys the task is called once more right after they are stored, so no change falls in between.
   */
  readonly wakeOn?: readonly string[];
}

/** The work cannot succeed. Recorded as `context.exception`. */
export interface Failure {
  /** Sentences for a person: what is wrong and what to do. The first leads. */
  readonly errors: readonly string[];
  /** False: the engine may call the task again while its retry budget lasts. Default true. */
  readonly terminal?: boolean;
  /** Further members of `exception.details`, e.g. `url`, `status`, `kind`. */
  readonly details?: JsonObject;
  /** Default `Failure`. */
  readonly exceptionType?: string;
}

/** The run as one task sees it. */
export interface StageRun<Context = JsonObject, Services = unknown> {
  readonly execution: ExecutionView;
  readonly stage: StageView;
  /** Configuration and results of this stage, expressions evaluated, parsed by the kind's schema. */
  readonly context: Context;
  /** The stored context before expressions were evaluated. */
  readonly rawContext: JsonObject;
  readonly outputs: JsonObject;
  /** A key of the context, else of the nearest ancestor's outputs (nearest first), else undefined. */
  readonly lookup: (key: string) => Promise<unknown>;
  /** Evaluates `${ }` in any value against this stage. Failures leave the text and are listed. `extra` stands above the context. */
  readonly evaluate: (value: unknown, extra?: JsonObject) => Promise<Evaluation>;
  /** Every stage of the execution, contexts and outputs included, in pipeline order. */
  readonly stages: () => Promise<readonly StageSnapshot[]>;
  /** Stages this one depends on (parents of synthetic stages included), nearest first. */
  readonly ancestors: () => Promise<readonly StageSnapshot[]>;
  /** The database's clock, epoch ms. */
  readonly now: number;
  readonly task: TaskView;
  /** A stable name for what this stage makes: the same on every retry, new after a restart. */
  readonly key: (part?: string) => string;
  /** Whose rights the work uses: the starter, or the approver where a judgment propagates its authentication. */
  readonly actor: ActorView;
  /** Fires when the execution is canceled or the worker drains. */
  readonly signal: AbortSignal;
  readonly services: Services;
}

/** What came of evaluating the `${ }` in a value. */
export interface Evaluation {
  readonly value: unknown;
  /** What failed, as sentences. Empty: every expression had a value. */
  readonly errors: readonly string[];
  /** What failed, by the text of the expression; shape of reference 4.1. */
  readonly summary: Readonly<Record<string, readonly EvaluationProblem[]>>;
}

export interface EvaluationProblem {
  readonly level: 'ERROR' | 'INFO';
  readonly timestamp: number;
  readonly description: string;
  readonly exceptionType: string | null;
}

/** The light facts of an execution that a task may read. */
export interface ExecutionView {
  readonly id: string;
  readonly type: 'PIPELINE' | 'ORCHESTRATION';
  readonly application: string;
  readonly name: string;
  readonly pipelineConfigId: string | null;
  readonly status: ExecutionStatus;
  readonly buildTime: number;
  readonly startTime: number | null;
  readonly trigger: JsonObject;
  readonly parameters: JsonObject;
  readonly isDryRun: boolean;
  readonly canceled: boolean;
  readonly canceledBy: string | null;
  readonly cancellationReason: string | null;
  /** The pipeline as it was when the run began (later edits do not reach it). */
  readonly definition: JsonObject;
}

export interface StageView {
  readonly id: string;
  readonly refId: string;
  readonly type: string;
  readonly name: string;
  readonly parentStageId: string | null;
  readonly startedAt: number;
  /** How often it was restarted. */
  readonly restarts: number;
}

export interface TaskView {
  readonly name: string;
  readonly startedAt: number;
  /** Calls before this one that answered `running`. */
  readonly polls: number;
}

/** Who stands behind the work. */
export interface ActorView {
  readonly user: string;
  readonly allowedAccounts?: readonly string[];
}

/** A stage as read back, contexts included. */
export interface StageSnapshot {
  readonly id: string;
  readonly refId: string;
  readonly requisiteStageRefIds: readonly string[];
  readonly type: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startTime: number | null;
  readonly endTime: number | null;
  readonly parentStageId: string | null;
  readonly syntheticStageOwner: 'STAGE_BEFORE' | 'STAGE_AFTER' | null;
  readonly context: JsonObject;
  readonly outputs: JsonObject;
}

/** Ends the stage at once, whatever the retry budget. */
export class TerminalError extends Error {
  readonly details: JsonObject;
  constructor(message: string, details: JsonObject = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TerminalError';
    this.details = details;
  }
}

export const succeeded = (patch: Patch = {}): TaskResult => ({ status: 'succeeded', ...patch });
export const running = (waiting: Waiting & Patch): TaskResult => ({ status: 'running', ...waiting });
export const skipped = (patch: Patch = {}): TaskResult => ({ status: 'skipped', ...patch });
export const canceled = (patch: Patch = {}): TaskResult => ({ status: 'canceled', ...patch });
export const stopped = (patch: Patch = {}): TaskResult => ({ status: 'stopped', ...patch });
export const redirect = (to: string, patch: Patch = {}): TaskResult => ({ status: 'redirect', to, ...patch });

/** Ends the stage by its "if stage fails" setting. `failed('The image is missing: push it, then restart the stage.')` */
export function failed(
  errors: string | readonly string[],
  rest: Omit<Failure, 'errors'> & Patch = {},
): TaskResult {
  return { status: 'failed', errors: typeof errors === 'string' ? [errors] : errors, ...rest };
}
