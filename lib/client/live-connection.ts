import type { DomainEvent } from '#lib/events/schema.ts';

/**
 * How far what is on the screen can be trusted. Times in milliseconds since 1970.
 *
 *   connecting -> live -> reconnecting -> live            (short break, the stream resumes where it stopped)
 *                            \-> stale -> live             (long break: the age of the screen is shown)
 */
export type LiveState =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'reconnecting'; sinceMs: number }
  | { state: 'stale'; sinceMs: number };

/** What happens to the stream, seen from the tab that holds it. */
export type LiveFact =
  | { kind: 'opened' }
  | { kind: 'lost' }
  /** Nothing came back for a while. */
  | { kind: 'waited' };

/** From here on a break is shown as the age of the screen. */
export const staleAfterMs = 10_000;

export function liveStateAfter(state: LiveState, fact: LiveFact, nowMs: number): LiveState {
  switch (fact.kind) {
    case 'opened':
      return { state: 'live' };
    case 'lost':
      return state.state === 'live' || state.state === 'connecting'
        ? { state: 'reconnecting', sinceMs: nowMs }
        : state;
    case 'waited':
      return state.state === 'reconnecting' && nowMs - state.sinceMs >= staleAfterMs
        ? { state: 'stale', sinceMs: state.sinceMs }
        : state;
    default:
      return fact satisfies never;
  }
}

/** What the tab that holds the stream tells the others, and what a new tab asks. */
export type LiveMessage =
  | { kind: 'hello' }
  | { kind: 'state'; state: LiveState; lastEventId: string | null }
  | { kind: 'event'; event: DomainEvent; lastEventId: string | null }
  /** Something was missed: everything is fetched again. */
  | { kind: 'reset' };
