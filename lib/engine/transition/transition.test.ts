import { expect, test } from 'vitest';
import type { RunState, Step } from './state.ts';
import { answer, at, newStage, planned, ranAtOnce, runOf, statuses, task } from './testing.ts';
import { transition } from './transition.ts';

const begun = (...stages: Parameters<typeof runOf>[0]): RunState => transition(runOf(stages), 0).state;
const line = () => begun({ refId: 'a' }, { refId: 'b', requires: ['a'] });
const end = (step: Step) => ({ execution: step.state.execution.status, ...statuses(step.state) });

test('stages without requisites start together, each with one order', () => {
  const step = transition(runOf([{ refId: 'a' }, { refId: 'b' }, { refId: 'c', requires: ['a', 'b'] }]), 5);
  expect(step.orders.map((order) => order.stageId)).toEqual(['a', 'b']);
  expect(at(step.state, 'a')).toMatchObject({
    status: 'RUNNING',
    phase: 'planning',
    startTime: 5,
    attempt: 1,
  });
});

test('two branches that end in the same moment start their join once', () => {
  const state = begun({ refId: 'a' }, { refId: 'b' }, { refId: 'j', requires: ['a', 'b'] });
  const first = answer(state, 'a', ranAtOnce({ status: 'succeeded' }));
  const second = answer(first.state, 'b', ranAtOnce({ status: 'succeeded' }));
  expect(first.orders).toEqual([]);
  expect(second.orders.map((order) => order.stageId)).toEqual(['j']);
});

test('an answer to an order that is not in force changes nothing', () => {
  const { state } = answer(line(), 'a', planned({ tasks: ['one', 'two'] }));
  const late = transition(state, 0, { kind: 'answer', stageId: 'a', attempt: 1, answer: task('failed') });
  expect([late.isRefused, late.state]).toEqual([true, state]);
});

test('before stages run ahead of the first task, in the order of their requisites', () => {
  const before = [newStage('x'), newStage('y', { requires: [0] })];
  let step = answer(line(), 'a', planned({ before }));
  expect(end(step)).toEqual({
    execution: 'RUNNING',
    a: 'RUNNING',
    b: 'NOT_STARTED',
    'a<1': 'RUNNING',
    'a<2': 'NOT_STARTED',
  });
  step = answer(step.state, 'a<1', ranAtOnce({ status: 'succeeded' }));
  expect(end(step)).toMatchObject({ 'a<1': 'SUCCEEDED', 'a<2': 'RUNNING' });
  step = answer(step.state, 'a<2', ranAtOnce({ status: 'succeeded' }));
  expect(at(step.state, 'a')).toMatchObject({ phase: 'tasks', tasks: [{ name: 'work', status: 'RUNNING' }] });
});

test('the execution window stands first, with a refId that ends in <0', () => {
  const before = [newStage('w', { isWindow: true }), newStage('x', { requires: [0] })];
  const step = answer(line(), 'a', planned({ before }));
  expect(statuses(step.state)).toMatchObject({ 'a<0': 'RUNNING', 'a<1': 'NOT_STARTED' });
});

test('a before stage that fails ends its parent by the parent’s own setting, and its siblings', () => {
  const before = [newStage('x'), newStage('y')];
  const flags = { failPipeline: false, continuePipeline: true };
  let step = answer(line(), 'a', planned({ before, flags }));
  step = answer(step.state, 'a<1', ranAtOnce({ status: 'failed', error: 'no' }));
  expect(end(step)).toEqual({
    execution: 'RUNNING',
    a: 'FAILED_CONTINUE',
    b: 'RUNNING',
    'a<1': 'TERMINAL',
    'a<2': 'CANCELED',
  });
});

test('after stages run when the tasks are through, and decide the stage with them', () => {
  let step = answer(line(), 'a', planned({ after: [newStage('x')] }));
  step = answer(step.state, 'a', task('succeeded'));
  expect(end(step)).toMatchObject({ a: 'RUNNING', 'a>1': 'RUNNING', b: 'NOT_STARTED' });
  step = answer(step.state, 'a>1', ranAtOnce({ status: 'succeeded' }));
  expect(end(step)).toMatchObject({ a: 'SUCCEEDED', b: 'RUNNING' });
});

test('on-failure stages take the place of unstarted after stages and run one after another before the end', () => {
  let step = answer(line(), 'a', planned({ after: [newStage('x')], flags: { hasPlanOnFailure: true } }));
  step = answer(step.state, 'a', task('failed'));
  expect(at(step.state, 'a')).toMatchObject({ status: 'RUNNING', phase: 'planningFailure' });
  step = answer(step.state, 'a', { kind: 'plannedOnFailure', stages: [newStage('u'), newStage('v')] });
  expect(end(step)).toEqual({
    execution: 'RUNNING',
    a: 'RUNNING',
    b: 'NOT_STARTED',
    'a>2': 'RUNNING',
    'a>3': 'NOT_STARTED',
  });
  step = answer(step.state, 'a>2', ranAtOnce({ status: 'succeeded' }));
  step = answer(step.state, 'a>3', ranAtOnce({ status: 'succeeded' }));
  expect(end(step)).toMatchObject({ execution: 'TERMINAL', a: 'TERMINAL', 'a>3': 'SUCCEEDED' });
});

test('a stage with a cancel routine is canceled by it, and the run ends after that', () => {
  let step = answer(line(), 'a', planned({ flags: { hasCancel: true } }));
  step = transition(step.state, 0, { kind: 'cancel', by: 'ada', reason: 'no' });
  expect(at(step.state, 'a')).toMatchObject({ status: 'RUNNING', phase: 'canceling' });
  expect(step.orders).toHaveLength(1);
  step = answer(step.state, 'a', { kind: 'cancelDone' });
  expect(end(step)).toEqual({ execution: 'CANCELED', a: 'CANCELED', b: 'NOT_STARTED' });
});

test('a run that is canceled before it starts ends at once and starts nothing', () => {
  const step = transition(runOf([{ refId: 'a' }]), 0, { kind: 'cancel', by: 'ada', reason: null });
  expect([end(step), step.orders]).toEqual([{ execution: 'CANCELED', a: 'NOT_STARTED' }, []]);
});

test('a run whose start has expired is canceled with a reason', () => {
  const step = transition(runOf([{ refId: 'a' }], { startTimeExpiry: 5 }), 6);
  expect(step.state.execution).toMatchObject({ status: 'CANCELED', canceledBy: 'foredeck' });
});

test('a stage whose start has expired is skipped and lets the next ones start', () => {
  const run = runOf([{ refId: 'a' }, { refId: 'b', requires: ['a'] }]);
  const [first, second] = run.stages;
  if (!first || !second) throw new Error('two stages');
  const step = transition({ ...run, stages: [{ ...first, startTimeExpiry: 5 }, second] }, 6);
  expect(end(step)).toEqual({ execution: 'RUNNING', a: 'SKIPPED', b: 'RUNNING' });
});

test('stages that wait for each other end the run with their names', () => {
  const step = transition(
    runOf([
      { refId: 'a', requires: ['b'] },
      { refId: 'b', requires: ['a'] },
    ]),
    0,
  );
  expect(step.state.execution).toMatchObject({ status: 'TERMINAL' });
  expect(step.state.execution.cancellationReason).toContain('wait for each other');
});

test('pausing holds answers back from starting anything, and resuming sends every order again', () => {
  let step = transition(line(), 10, { kind: 'pause', by: 'ada' });
  expect(end(step)).toMatchObject({ execution: 'PAUSED', a: 'PAUSED' });
  step = answer(step.state, 'a', planned({ tasks: ['one', 'two'] }), 20);
  expect([step.orders, at(step.state, 'a').status]).toEqual([[], 'PAUSED']);
  step = transition(step.state, 30, { kind: 'resume', by: 'ada' });
  expect(step.orders).toHaveLength(1);
  expect(at(step.state, 'a')).toMatchObject({ status: 'RUNNING', flags: { pausedMs: 20 } });
  expect(step.state.execution.paused).toMatchObject({ pausedMs: 20, resumedBy: 'ada' });
});

test('a manual skip leaves the stage and its children out, and the run goes on', () => {
  let step = answer(line(), 'a', planned({ before: [newStage('x')] }));
  step = transition(step.state, 0, { kind: 'manualSkip', stageId: 'a' });
  expect(end(step)).toEqual({ execution: 'RUNNING', a: 'SKIPPED', b: 'RUNNING', 'a<1': 'SKIPPED' });
});

test('restarting a stage of a failed run resets it and what is behind it, fences old orders and runs again', () => {
  let step = answer(line(), 'a', planned({ before: [newStage('x')] }));
  step = answer(step.state, 'a<1', ranAtOnce({ status: 'failed', error: 'no' }));
  expect(step.state.execution.status).toBe('TERMINAL');
  const { attempt } = at(step.state, 'a');
  step = transition(step.state, 9, { kind: 'restart', stageId: 'x' });
  expect(end(step)).toEqual({ execution: 'RUNNING', a: 'RUNNING', b: 'NOT_STARTED' });
  expect(step.removed).toEqual(['x']);
  expect(at(step.state, 'a').attempt).toBeGreaterThan(attempt);
  expect(step.state.execution.restarts).toBe(1);
});

test('a failed stage can be settled as ignored: the run goes on behind it', () => {
  const failed = answer(line(), 'a', ranAtOnce({ status: 'failed', error: 'no' }));
  const step = transition(failed.state, 0, { kind: 'restart', stageId: 'a', settleAs: 'FAILED_CONTINUE' });
  expect(end(step)).toEqual({ execution: 'RUNNING', a: 'FAILED_CONTINUE', b: 'RUNNING' });
});

test('a restart is refused while something behind the stage is at work', () => {
  const { state } = answer(line(), 'a', ranAtOnce({ status: 'succeeded' }));
  expect(transition(state, 0, { kind: 'restart', stageId: 'a' }).isRefused).toBe(true);
});

test('redirect runs the named task and those after it again', () => {
  let step = answer(line(), 'a', planned({ tasks: ['one', 'two'] }));
  step = answer(step.state, 'a', task('succeeded'));
  step = answer(step.state, 'a', { kind: 'task', task: { status: 'redirect', to: 'one' } });
  expect(at(step.state, 'a').tasks.map((item) => item.status)).toEqual(['RUNNING', 'NOT_STARTED']);
});

test('the end of a limited run frees its place and wakes who waits for it', () => {
  const state = transition(runOf([{ refId: 'a' }], { limitConcurrent: true }), 0).state;
  const step = answer(state, 'a', ranAtOnce({ status: 'succeeded' }));
  expect([step.releases, step.wakes]).toEqual(['p', ['execution:e']]);
});

test('a task that fails well ends the stage as FAILED_CONTINUE only when its remaining tasks have run', () => {
  let step = answer(line(), 'a', planned({ tasks: ['one', 'two'] }));
  step = answer(step.state, 'a', { kind: 'task', task: { status: 'failedContinue' } });
  expect(at(step.state, 'a').tasks[1]?.status).toBe('RUNNING');
  step = answer(step.state, 'a', task('succeeded'));
  expect(end(step)).toMatchObject({ a: 'FAILED_CONTINUE', b: 'RUNNING' });
});

test('a run that cannot begin ends with its reason, starts nothing, and is no run to restart', () => {
  const step = transition(runOf([{ refId: 'a' }]), 7, { kind: 'failStart', reason: 'No artifact.' });
  expect(step.state.execution).toMatchObject({
    status: 'TERMINAL',
    startTime: null,
    endTime: 7,
    cancellationReason: 'No artifact.',
  });
  expect([step.orders, statuses(step.state)]).toEqual([[], { a: 'NOT_STARTED' }]);
  expect(transition(step.state, 8, { kind: 'restart', stageId: 'a' }).isRefused).toBe(true);
  expect(transition(line(), 8, { kind: 'failStart', reason: 'Too late.' }).isRefused).toBe(true);
});
