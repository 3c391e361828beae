import { expect, test } from 'vitest';
import { forbidden } from '../../store/status-error.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { type Controller, RETRY } from './controller.ts';
import { createWorkQueue } from './work-queue.ts';

function queueOf(reconcile: Controller['reconcile'], spacingMs?: number) {
  const clock = createManualClock();
  const failures: string[] = [];
  const controller: Controller = {
    name: 'test',
    watches: {},
    reconcile,
    ...(spacingMs === undefined ? {} : { spacingMs }),
  };
  const queue = createWorkQueue(clock, [controller], (name, key, error) =>
    failures.push(`${name} ${key} ${error}`),
  );
  return { clock, queue, failures };
}

test('a key that is added many times while it waits runs once', () => {
  const runs: string[] = [];
  const { clock, queue } = queueOf((key) => void runs.push(key));
  for (let i = 0; i < 5; i++) queue.add(0, 'a');
  queue.add(0, 'b');
  clock.advance(0);
  expect(runs).toEqual(['a', 'b']);
});

test('the earliest of several wishes for a key wins', () => {
  const runs: number[] = [];
  const { clock, queue } = queueOf(() => void runs.push(clock.millis()));
  const start = clock.millis();
  queue.addAfter(0, 'a', 5000);
  queue.addAfter(0, 'a', 1000);
  queue.addAfter(0, 'a', 9000);
  clock.advance(20_000);
  expect(runs.map((at) => at - start)).toEqual([1000]);
});

test('a failing key is reported and tried again, later each time', () => {
  const runs: number[] = [];
  const { clock, queue, failures } = queueOf(() => {
    runs.push(clock.millis());
    if (runs.length < 4) throw new Error('no');
    return undefined;
  });
  const start = clock.millis();
  queue.add(0, 'a');
  clock.advance(1000);
  expect(runs.map((at) => at - start)).toEqual([0, 20, 60, 140]);
  expect(failures).toEqual(Array(3).fill('test a Error: no'));
});

test('a refusal is tried again without being reported as a failure', () => {
  let runs = 0;
  const { clock, queue, failures } = queueOf(() => {
    runs++;
    if (runs === 1) throw forbidden('pods', 'web', 'exceeded quota');
    return runs === 2 ? RETRY : undefined;
  });
  queue.add(0, 'a');
  clock.advance(1000);
  expect(runs).toBe(3);
  expect(failures).toEqual([]);
});

test('two runs for one key keep their distance', () => {
  const runs: number[] = [];
  const { clock, queue } = queueOf(() => void runs.push(clock.millis()), 100);
  const start = clock.millis();
  queue.add(0, 'a');
  clock.advance(10);
  queue.add(0, 'a');
  clock.advance(500);
  expect(runs.map((at) => at - start)).toEqual([0, 100]);
});

test('a stopped queue does nothing any more', () => {
  let runs = 0;
  const { clock, queue } = queueOf(() => void runs++);
  queue.add(0, 'a');
  queue.addAfter(0, 'b', 10);
  queue.stop();
  queue.add(0, 'c');
  clock.advance(1000);
  expect(runs).toBe(0);
});
