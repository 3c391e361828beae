import type { Clock } from './clock.ts';

interface Entry {
  at: number;
  key: string;
}

/** Keys to be called at their time, the earliest wish of a key winning. One timer in all. */
interface Agenda {
  add(key: string, afterMs: number): void;
  remove(key: string): void;
  stop(): void;
}

/** Makes an agenda: a binary heap over one timer of the clock. */
export function createAgenda(clock: Clock, due: (key: string) => void): Agenda {
  const heap: Entry[] = [];
  const wishes = new Map<string, number>();
  let cancelTimer: (() => void) | undefined;
  let timerAt = Number.POSITIVE_INFINITY;

  function arm(): void {
    const next = heap[0];
    if (!next || next.at >= timerAt) return;
    cancelTimer?.();
    timerAt = next.at;
    // Node's timers hold 31 bits of milliseconds; a farther wish is looked at again on the way.
    cancelTimer = clock.after(Math.min(Math.max(0, next.at - clock.millis()), 2 ** 31 - 1), ring);
  }

  function ring(): void {
    timerAt = Number.POSITIVE_INFINITY;
    cancelTimer = undefined;
    const now = clock.millis();
    for (let next = heap[0]; next && next.at <= now; next = heap[0]) {
      pop(heap);
      // A wish that was moved or dropped leaves its old entry behind in the heap.
      if (wishes.get(next.key) !== next.at) continue;
      wishes.delete(next.key);
      due(next.key);
    }
    arm();
  }

  return {
    add(key, afterMs) {
      const at = clock.millis() + Math.max(0, Math.ceil(afterMs));
      const wished = wishes.get(key);
      if (wished !== undefined && wished <= at) return;
      wishes.set(key, at);
      push(heap, { at, key });
      arm();
    },
    remove(key) {
      wishes.delete(key);
    },
    stop() {
      cancelTimer?.();
      heap.length = 0;
      wishes.clear();
    },
  };
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.length;
  heap.push(entry);
  while (index > 0) {
    const above = (index - 1) >> 1;
    const parent = heap[above];
    if (!parent || parent.at <= entry.at) break;
    heap[index] = parent;
    index = above;
  }
  heap[index] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const left = heap[2 * index + 1];
    const right = heap[2 * index + 2];
    const child = right && left && right.at < left.at ? 2 * index + 2 : 2 * index + 1;
    const smaller = heap[child];
    if (!smaller || smaller.at >= last.at) break;
    heap[index] = smaller;
    index = child;
  }
  heap[index] = last;
}
