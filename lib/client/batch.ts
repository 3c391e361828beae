interface Timers {
  now: () => number;
  /** Runs `work` after `ms`. */
  later: (work: () => void, ms: number) => void;
}

/**
 * Gathers what arrives and hands it over at most once in `everyMs`: the first at once, a burst as one.
 *
 * The page thus renders at most four times a second at 250 ms, however many events come.
 */
export function batch<T>(everyMs: number, flush: (items: T[]) => void, timers: Timers): (item: T) => void {
  let waiting: T[] = [];
  let lastFlush = Number.NEGATIVE_INFINITY;
  let isScheduled = false;

  function release() {
    isScheduled = false;
    lastFlush = timers.now();
    const items = waiting;
    waiting = [];
    flush(items);
  }

  return (item) => {
    waiting.push(item);
    if (isScheduled) return;
    isScheduled = true;
    timers.later(release, Math.max(0, lastFlush + everyMs - timers.now()));
  };
}
