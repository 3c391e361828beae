/**
 * Retries a cluster may be burdened with: a bucket that each success fills a little and each retry empties. In a short burst of failures
 * calls are tried again; when everything fails, calls fail at once instead of doubling the load on a cluster in trouble.
 */
export type RetryBudget = { spend(): boolean; earn(): void };

export function createRetryBudget(size = 20, earnedBySuccess = 0.2): RetryBudget {
  let left = size;
  return {
    spend: () => {
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    earn: () => {
      left = Math.min(size, left + earnedBySuccess);
    },
  };
}

/** Exponential from 100 ms, capped at 5 s, the upper half of it random. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(5_000, 200 * 2 ** attempt);
  return full / 2 + (full / 2) * random();
}
