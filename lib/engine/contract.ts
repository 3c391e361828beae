import type { z } from 'zod';
import type { StageRun } from './contract/run-view.ts';
import type { Patch, TaskResult } from './contract/task-result.ts';
import type { JsonObject } from './model.ts';

export type {
  ActorView,
  Evaluation,
  EvaluationProblem,
  ExecutionView,
  StageRun,
  StageSnapshot,
  StageView,
  TaskView,
} from './contract/run-view.ts';
export {
  canceled,
  type Failure,
  failed,
  type Patch,
  running,
  succeeded,
  type TaskResult,
  TerminalError,
  type Waiting,
} from './contract/task-result.ts';

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
