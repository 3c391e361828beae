import { expect, test } from 'vitest';
import { type LiveState, liveStateAfter, staleAfterMs } from './live-connection.ts';

test('a short break reads as reconnecting and ends live', () => {
  let state: LiveState = liveStateAfter({ state: 'connecting' }, { kind: 'opened' }, 0);
  state = liveStateAfter(state, { kind: 'lost' }, 1000);
  expect(state).toEqual({ state: 'reconnecting', sinceMs: 1000 });
  expect(liveStateAfter(state, { kind: 'waited' }, 2000)).toBe(state);
  expect(liveStateAfter(state, { kind: 'opened' }, 2000)).toEqual({ state: 'live' });
});

test('a long break shows the age of the screen from when the word stopped', () => {
  let state: LiveState = liveStateAfter({ state: 'live' }, { kind: 'lost' }, 1000);
  state = liveStateAfter(state, { kind: 'lost' }, 5000);
  state = liveStateAfter(state, { kind: 'waited' }, 1000 + staleAfterMs);
  expect(state).toEqual({ state: 'stale', sinceMs: 1000 });
  expect(liveStateAfter(state, { kind: 'lost' }, 99_000)).toBe(state);
});
