import type { Clock } from '../runtime/clock.ts';

/** A clock that stands still until a test moves it, and runs what is due on the way. */
export interface ManualClock extends Clock {
  date(): Date;
  advance(ms: number): void;
}

interface Timer {
  at: number;
  run: () => void;
}

/** Starts at a fixed moment, so that times in tests can be foretold. */
export function createManualClock(start = '2026-01-05T08:00:00Z'): ManualClock {
  let now = Date.parse(start);
  const timers = new Set<Timer>();
  let turns: (() => void)[] = [];

  function settle(): void {
    for (let guard = 0; turns.length > 0; guard++) {
      if (guard > 100_000) throw new Error('the controllers never come to rest');
      const due = turns;
      turns = [];
      for (const run of due) run();
    }
  }

  return {
    millis: () => now,
    date: () => new Date(now),
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    soon(run) {
      turns.push(run);
      return () => {
        turns = turns.filter((other) => other !== run);
      };
    },
    advance(ms) {
      const end = now + ms;
      settle();
      for (;;) {
        let next: Timer | undefined;
        for (const timer of timers) if (timer.at <= end && (!next || timer.at < next.at)) next = timer;
        if (!next) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.run();
        settle();
      }
      now = end;
    },
  };
}
