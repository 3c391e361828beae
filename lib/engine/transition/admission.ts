/** How many runs of a pipeline may go at once, and what becomes of the others (reference 3.9). */
export interface ConcurrencyPolicy {
  readonly limitConcurrent: boolean;
  /** 0 = no limit. Counts only when `limitConcurrent` is false. */
  readonly maxConcurrentExecutions: number;
  readonly keepWaitingPipelines: boolean;
}

/** Only so many runs may go at once. */
export const isLimited = (
  policy: Pick<ConcurrencyPolicy, 'limitConcurrent' | 'maxConcurrentExecutions'>,
): boolean => policy.limitConcurrent || policy.maxConcurrentExecutions > 0;

/** Places that are free while `running` runs go (paused ones hold none). */
export function freePlaces(policy: ConcurrencyPolicy, running: number): number {
  if (policy.limitConcurrent) return Math.max(0, 1 - running);
  if (policy.maxConcurrentExecutions <= 0) return Number.POSITIVE_INFINITY;
  return Math.max(0, policy.maxConcurrentExecutions - running);
}

/** Whether a new run has to wait: no place is free, or others wait already and keep their turn. */
export function mustQueue(policy: ConcurrencyPolicy, running: number, waiting: number): boolean {
  return freePlaces(policy, running) === 0 || (policy.keepWaitingPipelines && waiting > 0);
}

/**
 * Who of the queue begins. Kept queues go in order of arrival; otherwise the newest begins and all others are canceled.
 *
 * @param waiting ids, oldest first
 */
export function chooseFromQueue(
  policy: ConcurrencyPolicy,
  running: number,
  waiting: readonly string[],
): { readonly start: readonly string[]; readonly cancel: readonly string[] } {
  const free = freePlaces(policy, running);
  if (free === 0 || waiting.length === 0) return { start: [], cancel: [] };
  if (policy.keepWaitingPipelines) return { start: waiting.slice(0, free), cancel: [] };
  return { start: waiting.slice(-1), cancel: waiting.slice(0, -1) };
}
