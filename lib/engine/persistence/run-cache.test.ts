import { afterEach, expect, test } from 'vitest';
import { forgetProcessState } from '#lib/platform/process-state.ts';
import { inTurn, untilWritten } from './run-cache.ts';

afterEach(() => forgetProcessState('engine.run-cache'));

/** A write that ends when it is told to. */
function heldWrite() {
  let end: (error?: Error) => void = () => undefined;
  const over = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve());
  });
  return { write: () => over, end: (error?: Error) => end(error) };
}

test('writes of one run take turns, those of another do not wait', async () => {
  const seen: string[] = [];
  const first = heldWrite();
  const one = inTurn('run', first.write);
  const two = inTurn('run', async () => seen.push('second'));
  await inTurn('other', async () => seen.push('other'));
  expect(seen).toEqual(['other']);
  first.end();
  await Promise.all([one, two]);
  expect(seen).toEqual(['other', 'second']);
});

test('a write that fails is told to its own writer, and the next one goes on', async () => {
  const first = heldWrite();
  const one = inTurn('run', first.write);
  const two = inTurn('run', async () => 'written');
  first.end(new Error('The database is away.'));
  await expect(one).rejects.toThrow('away');
  expect(await two).toBe('written');
});

test('who reads waits for the writes under way, and for none when there are none', async () => {
  expect(untilWritten('run')).toBeUndefined();
  const held = heldWrite();
  const writing = inTurn('run', held.write);
  let isRead = false;
  const reading = untilWritten('run')?.then(() => {
    isRead = true;
  });
  await Promise.resolve();
  expect(isRead).toBe(false);
  held.end();
  await Promise.all([writing, reading]);
  expect([isRead, untilWritten('run')]).toEqual([true, undefined]);
});
