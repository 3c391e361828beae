import { expect, test } from 'vitest';
import { batch } from './batch.ts';

/** A clock that stands still until it is moved. */
function stoppedClock() {
  let now = 0;
  let due: { at: number; work: () => void }[] = [];
  return {
    timers: {
      now: () => now,
      later: (work: () => void, ms: number) => void due.push({ at: now + ms, work }),
    },
    advance(ms: number) {
      now += ms;
      const ready = due.filter((each) => each.at <= now);
      due = due.filter((each) => each.at > now);
      for (const each of ready) each.work();
    },
  };
}

test('the first is handed over at once, a burst after it as one', () => {
  const clock = stoppedClock();
  const flushed: number[][] = [];
  const add = batch<number>(250, (items) => flushed.push(items), clock.timers);
  add(1);
  clock.advance(0);
  for (let item = 2; item <= 100; item += 1) add(item);
  clock.advance(100);
  expect(flushed).toEqual([[1]]);
  clock.advance(150);
  expect(flushed).toHaveLength(2);
  expect(flushed[1]).toHaveLength(99);
});

test('a second of events makes at most four hand-overs after the first', () => {
  const clock = stoppedClock();
  let count = 0;
  const add = batch<number>(
    250,
    () => {
      count += 1;
    },
    clock.timers,
  );
  for (let ms = 0; ms < 1000; ms += 2) {
    add(ms);
    clock.advance(2);
  }
  expect(count).toBeLessThanOrEqual(5);
});
