import { setTimeout as sleep } from 'node:timers/promises';

/** Lets a burst through at once and then no more than `perSecond`; those who wait are served in order. */
export type TokenBucket = { take(signal: AbortSignal): Promise<void> };

export function createTokenBucket(options: {
  size: number;
  perSecond: number;
  now?: () => number;
}): TokenBucket {
  const now = options.now ?? (() => performance.now());
  let tokens = options.size;
  let filledAt = now();
  let queue: Promise<void> = Promise.resolve();

  function fill(): void {
    const time = now();
    tokens = Math.min(options.size, tokens + ((time - filledAt) / 1000) * options.perSecond);
    filledAt = time;
  }

  async function takeNext(signal: AbortSignal): Promise<void> {
    fill();
    while (tokens < 1 && !signal.aborted) {
      await sleep(Math.max(10, ((1 - tokens) / options.perSecond) * 1000), undefined, { signal }).catch(
        () => undefined,
      );
      fill();
    }
    if (!signal.aborted) tokens -= 1;
  }

  return {
    take: (signal) => {
      queue = queue.then(() => takeNext(signal));
      return queue;
    },
  };
}
