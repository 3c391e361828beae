// The heart of the controllers: a queue of keys, worked off in short turns so that requests are answered in between.
//
//   event ──> waiting ──> (turn) ──> reconcile ──> done
//                ^                      │ answers a delay, or throws
//                └──── agenda <─────────┘ (again later; failures back off exponentially)
//
// A key waits at most once; what arrives while it waits is answered by the same run. Reconcilers read the store when they
// run, so a late or doubled key does no harm.
import { StatusError } from '../../store/status-error.ts';
import { createAgenda } from './agenda.ts';
import type { Clock } from './clock.ts';
import { type Controller, RETRY } from './controller.ts';

const TURN_MS = 8;
// A run that takes long rests in proportion, so that no single large object takes the whole machine.
const LONG_RUN_MS = 4;
const REST_PER_RUN = 4;
const FIRST_RETRY_MS = 20;
const LAST_RETRY_MS = 30_000;

interface WorkQueue {
  add(controller: number, key: string): void;
  addAfter(controller: number, key: string, ms: number): void;
  stop(): void;
}

/** What a failed run is reported to; the key is tried again by itself. */
export type ReportFailure = (controller: string, key: string, error: unknown) => void;

function restAfter(ranMs: number): number {
  return ranMs < LONG_RUN_MS ? 0 : ranMs * REST_PER_RUN;
}

/** Makes the queue that drives these controllers. A controller is named by its place in the list. */
export function createWorkQueue(
  clock: Clock,
  controllers: readonly Controller[],
  report: ReportFailure,
): WorkQueue {
  const waiting = new Set<string>();
  const failures = new Map<string, number>();
  const restingUntil = new Map<string, number>();
  let cancelTurn: (() => void) | undefined;
  let stopped = false;
  const agenda = createAgenda(clock, (item) => enqueue(item));

  function enqueue(item: string): void {
    if (stopped) return;
    waiting.add(item);
    cancelTurn ??= clock.soon(turn);
  }

  function turn(): void {
    cancelTurn = undefined;
    const end = performance.now() + TURN_MS;
    for (const item of waiting) {
      waiting.delete(item);
      run(item);
      if (stopped || performance.now() >= end) break;
    }
    if (!stopped && waiting.size > 0) cancelTurn ??= clock.soon(turn);
  }

  function run(item: string): void {
    const bar = item.indexOf('|');
    const controller = controllers[Number(item.slice(0, bar))];
    if (!controller) return;
    const key = item.slice(bar + 1);
    try {
      const from = performance.now();
      const again = controller.reconcile(key);
      if (controller.spacingMs)
        rest(item, Math.max(controller.spacingMs, restAfter(performance.now() - from)));
      if (again === RETRY) retry(item);
      else {
        failures.delete(item);
        if (again !== undefined) agenda.add(item, again);
      }
    } catch (error) {
      // The API's refusals are part of life: a quota, a namespace on its way out, somebody who was quicker.
      if (!(error instanceof StatusError)) report(controller.name, key, error);
      retry(item);
    }
  }

  function retry(item: string): void {
    const count = failures.get(item) ?? 0;
    failures.set(item, count + 1);
    agenda.add(item, Math.min(FIRST_RETRY_MS * 2 ** count, LAST_RETRY_MS));
  }

  function rest(item: string, ms: number): void {
    const now = clock.millis();
    if (restingUntil.size > 1000)
      for (const [other, until] of restingUntil) if (until <= now) restingUntil.delete(other);
    restingUntil.set(item, now + ms);
  }

  return {
    add(controller, key) {
      const item = `${controller}|${key}`;
      const remaining = (restingUntil.get(item) ?? 0) - clock.millis();
      if (remaining > 0) agenda.add(item, remaining);
      else enqueue(item);
    },
    addAfter(controller, key, ms) {
      agenda.add(`${controller}|${key}`, ms);
    },
    stop() {
      stopped = true;
      cancelTurn?.();
      agenda.stop();
      waiting.clear();
    },
  };
}
