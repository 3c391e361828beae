import type { ExecutionStatus, JsonObject } from '../model.ts';

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
