'use client';

import { useSyncExternalStore } from 'react';

// One timer a rhythm for the whole page: a table of 1,000 ages must not own 1,000 timers.
const clocks = new Map<number, { now: number; listeners: Set<() => void>; timer?: number }>();

function clockOf(everyMs: number) {
  const known = clocks.get(everyMs);
  if (known) return known;
  const clock = { now: Date.now(), listeners: new Set<() => void>() };
  clocks.set(everyMs, clock);
  return clock;
}

/** The browser's time in milliseconds, renewed every `everyMs`; `null` while the server renders. */
export function useNow(everyMs: number): number | null {
  return useSyncExternalStore(
    (listener) => subscribe(everyMs, listener),
    () => clockOf(everyMs).now,
    () => null,
  );
}

function subscribe(everyMs: number, listener: () => void): () => void {
  const clock: { now: number; listeners: Set<() => void>; timer?: number } = clockOf(everyMs);
  if (clock.listeners.size === 0) {
    clock.now = Date.now();
    clock.timer = window.setInterval(() => {
      clock.now = Date.now();
      for (const notify of clock.listeners) notify();
    }, everyMs);
  }
  clock.listeners.add(listener);
  return () => {
    clock.listeners.delete(listener);
    if (clock.listeners.size === 0) window.clearInterval(clock.timer);
  };
}
