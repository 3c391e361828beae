import type { JsonObject } from '../model.ts';

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
export const canceled = (patch: Patch = {}): TaskResult => ({ status: 'canceled', ...patch });

/** Ends the stage by its "if stage fails" setting. `failed('The image is missing: push it, then restart the stage.')` */
export function failed(
  errors: string | readonly string[],
  rest: Omit<Failure, 'errors'> & Patch = {},
): TaskResult {
  return { status: 'failed', errors: typeof errors === 'string' ? [errors] : errors, ...rest };
}
