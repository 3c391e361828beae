import { setTimeout as sleep } from 'node:timers/promises';
import { isConflict } from '../client/api-error.ts';

const limits = { longestMs: 20_000, firstWaitMs: 20, longestWaitMs: 1_000 };

/**
 * Takes a step that reads an object, decides and writes what it read, anew as long as somebody else wrote in between. While a workload rolls out
 * its controller writes its status many times a second, so a fixed number of tries in a row can all be lost: the waits grow, each by chance, and
 * the time is what is bounded (20 s). Throws the last refusal then, and every error that tells of no race at once.
 */
export async function winRace<T>(
  step: () => Promise<T>,
  { signal }: { signal?: AbortSignal | undefined },
): Promise<T> {
  const giveUpAt = performance.now() + limits.longestMs;
  for (let waitMs = limits.firstWaitMs; ; waitMs = Math.min(waitMs * 2, limits.longestWaitMs)) {
    try {
      return await step();
    } catch (error) {
      if (!isConflict(error) || performance.now() > giveUpAt) throw error;
    }
    await sleep(waitMs * Math.random(), undefined, { signal });
  }
}
