import { expect, test } from 'vitest';
import type { RunState, Step } from '../transition/state.ts';
import { answer, ranAtOnce, runOf } from '../transition/testing.ts';
import { transition } from '../transition/transition.ts';
import { progressOf } from './progress.ts';

const told = (step: Step) => progressOf(step).map(({ event, stageId }) => [event, stageId]);
const begun = (state: RunState) => transition(state, 0);
const tells = { tells: true };
const good = ranAtOnce({ status: 'succeeded' }, tells);
const bad = ranAtOnce({ status: 'failed', error: 'it failed' }, tells);

test('the run, and those of its stages that send notifications, begin and end', () => {
  const first = begun(
    runOf([
      { refId: 'a', flags: tells },
      { refId: 'b', requires: ['a'] },
    ]),
  );
  expect(told(first)).toEqual([
    ['pipeline.starting', null],
    ['stage.starting', 'a'],
  ]);
  const second = answer(first.state, 'a', good);
  expect(told(second)).toEqual([['stage.complete', 'a']]);
  const third = answer(second.state, 'b', ranAtOnce({ status: 'succeeded' }));
  expect(told(third)).toEqual([['pipeline.complete', null]]);
});

test('a failure is told by its stage and by the run', () => {
  const first = begun(runOf([{ refId: 'a', flags: tells }]));
  expect(told(answer(first.state, 'a', bad)).toSorted()).toEqual([
    ['pipeline.failed', null],
    ['stage.failed', 'a'],
  ]);
});

test('what was canceled is not told', () => {
  const first = begun(runOf([{ refId: 'a', flags: tells }]));
  const canceled = transition(first.state, 0, { kind: 'cancel', by: 'ana', reason: null });
  expect(told(canceled)).toEqual([]);
});
