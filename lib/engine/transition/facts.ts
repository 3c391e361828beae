import type { ExecutionStatus } from '../model.ts';
import type { NewStage, StageFlags } from './state.ts';

/** What can happen to a run. Whoever learns of it hands it to `decide` in the transaction that records it. */
export type Fact =
  | { readonly kind: 'answer'; readonly stageId: string; readonly attempt: number; readonly answer: Answer }
  | { readonly kind: 'cancel'; readonly by: string; readonly reason: string | null }
  | { readonly kind: 'pause'; readonly by: string }
  | { readonly kind: 'resume'; readonly by: string }
  /** It cannot begin: what it was to begin with could not be prepared. */
  | { readonly kind: 'failStart'; readonly reason: string }
  /** A place among the concurrent runs of the pipeline is given to this run. */
  | { readonly kind: 'admit' }
  /** Something the stage waits for may have changed: look now. */
  | { readonly kind: 'poke'; readonly stageId: string }
  /** A person leaves a running stage out. */
  | { readonly kind: 'manualSkip'; readonly stageId: string }
  | {
      readonly kind: 'restart';
      readonly stageId: string;
      /** Settle the stage like this instead of running it again. */
      readonly settleAs?: 'SKIPPED' | 'FAILED_CONTINUE';
      /** The pipeline has a limit: the run queues for its place again. */
      readonly mustQueue?: boolean;
    }
  /** Send orders in force again (a job may have been lost): of these stages, or of all. */
  | { readonly kind: 'resend'; readonly stageIds?: readonly string[] };

/** What a job reports about the order it carried out. */
export type Answer =
  | {
      readonly kind: 'planned';
      readonly tasks: readonly string[];
      readonly before: readonly NewStage[];
      readonly after: readonly NewStage[];
      readonly flags: StageFlags;
      /** The first task ran in the same job, because nothing stands before it. */
      readonly first?: TaskAnswer;
    }
  /** Its condition says no. */
  | { readonly kind: 'notEnabled' }
  | { readonly kind: 'planningFailed'; readonly error: string; readonly flags: StageFlags }
  | { readonly kind: 'plannedAfter'; readonly stages: readonly NewStage[] }
  | { readonly kind: 'plannedOnFailure'; readonly stages: readonly NewStage[] }
  | { readonly kind: 'task'; readonly task: TaskAnswer; readonly flags?: StageFlags }
  | { readonly kind: 'cancelDone' };

export type TaskAnswer =
  | { readonly status: 'succeeded' | 'skipped' | 'canceled' | 'stopped' }
  | { readonly status: 'failed'; readonly error: string }
  | { readonly status: 'failedContinue'; readonly error?: string }
  | { readonly status: 'running'; readonly dueAt: number; readonly wakeOn: readonly string[] }
  /** An error that the retry budget still covers. */
  | { readonly status: 'retry'; readonly dueAt: number; readonly error: string }
  | { readonly status: 'redirect'; readonly to: string }
  /** The time is up and the stage counts that as success. */
  | { readonly status: 'timedOutWell' };

/** The task status an answer ends with, before the failure table. Undefined: not ended. */
export function endOf(answer: TaskAnswer): ExecutionStatus | undefined {
  switch (answer.status) {
    case 'succeeded':
    case 'timedOutWell':
      return 'SUCCEEDED';
    case 'skipped':
      return 'SKIPPED';
    case 'canceled':
      return 'CANCELED';
    case 'stopped':
      return 'STOPPED';
    case 'failed':
      return 'TERMINAL';
    case 'failedContinue':
      return 'FAILED_CONTINUE';
    case 'running':
    case 'retry':
    case 'redirect':
      return undefined;
    default:
      return answer satisfies never;
  }
}
