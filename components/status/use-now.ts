'use client';

import { useSyncExternalStore } from 'react';

interface Clock {
  now: () => number;
  subscribe: (listener: () => void) => () => void;
}

// One timer a rhythm for the whole page: a table of 1,000 ages must not own 1,000 timers.
const clocks = new Map<number, Clock>();

/** The browser's time in milliseconds, renewed every `everyMs`; `null` while the server renders. */
export function useNow(everyMs: number): number | null {
  const clock = clockOf(everyMs);
  return useSyncExternalStore(clock.subscribe, clock.now, () => null);
}

function clockOf(everyMs: number): Clock {
  const known = clocks.get(everyMs);
  if (known) return known;
  const clock = createClock(everyMs);
  clocks.set(everyMs, clock);
  return clock;
}

function createClock(everyMs: number): Clock {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: number | undefined;
  function tick() {
    now = Date.now();
    for (const listener of listeners) listener();
  }
  return {
    now: () => now,
    subscribe: (listener) => {
      // A clock that nobody watched has stood still.
      if (listeners.size === 0 && Date.now() - now >= everyMs) now = Date.now();
      listeners.add(listener);
      timer ??= window.setInterval(tick, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        window.clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
