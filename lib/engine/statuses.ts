/**
 * The words of an execution's life, and every claim about them, once.
 * The table is Spinnaker's own: STOPPED counts as successful and as failure at once; FAILED_CONTINUE is a
 * failure that lets the pipeline succeed. Browser-safe, and
 * without a schema library: the first page of the console reads it.
 */
export const executionStatuses = [
  'NOT_STARTED',
  'RUNNING',
  'PAUSED',
  'SUSPENDED',
  'BUFFERED',
  'REDIRECT',
  'SUCCEEDED',
  'SKIPPED',
  'FAILED_CONTINUE',
  'STOPPED',
  'TERMINAL',
  'CANCELED',
] as const;

export type ExecutionStatus = (typeof executionStatuses)[number];

const complete: ReadonlySet<ExecutionStatus> = new Set([
  'SUCCEEDED',
  'SKIPPED',
  'FAILED_CONTINUE',
  'STOPPED',
  'TERMINAL',
  'CANCELED',
]);
const halted: ReadonlySet<ExecutionStatus> = new Set(['STOPPED', 'TERMINAL', 'CANCELED']);
const passing: ReadonlySet<ExecutionStatus> = new Set(['SUCCEEDED', 'SKIPPED', 'FAILED_CONTINUE']);
const failed: ReadonlySet<ExecutionStatus> = new Set(['FAILED_CONTINUE', 'STOPPED', 'TERMINAL']);

/** The status is final: nothing but an explicit restart leaves it. */
export const isComplete = (status: ExecutionStatus): boolean => complete.has(status);
/** The branch ends here: what depends on it never starts. */
export const isHalted = (status: ExecutionStatus): boolean => halted.has(status);
/** What depends on it may start. */
export const letsDownstreamStart = (status: ExecutionStatus): boolean => passing.has(status);
/** In Spinnaker's "failure" set (STOPPED belongs to it too). */
export const isFailure = (status: ExecutionStatus): boolean => failed.has(status);
/** Begun and not ended. */
export const isActive = (status: ExecutionStatus): boolean => status === 'RUNNING' || status === 'PAUSED';
