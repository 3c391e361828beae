import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isActive, isComplete } from '../model.ts';
import type { Answer } from './facts.ts';
import { type Happening, type How, type ModelStage, type Onset, oracle } from './oracle.ts';
import { downstreamOf } from './restart.ts';
import type { RunState, StageFlags, StageState, Step } from './state.ts';
import { answer, at, newStage, planned, ranAtOnce, runOf, statuses, task } from './testing.ts';
import { transition } from './transition.ts';

const flagsOf: Record<Onset, StageFlags> = {
  stop: {},
  branch: { failPipeline: false },
  atEnd: { failPipeline: false, completeOtherBranchesThenFail: true },
  ignore: { failPipeline: false, continuePipeline: true },
};
const onsets = fc.constantFrom<Onset>('stop', 'branch', 'atEnd', 'ignore');
const children = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(onsets, { minLength: 1, maxLength: 3 }) },
);

/** Any graph of up to seven stages with parts; joins and forks come up, circles and missing requisites too. */
const models: fc.Arbitrary<ModelStage[]> = fc.integer({ min: 1, max: 7 }).chain((count) =>
  fc.tuple(
    ...Array.from({ length: count }, (_, index) =>
      fc.record({
        refId: fc.constant(`s${index}`),
        requires: fc.uniqueArray(
          fc.oneof(
            {
              weight: 15,
              arbitrary: fc.nat({ max: Math.max(0, index - 1) }).map((to) => `s${index === 0 ? 99 : to}`),
            },
            { weight: 1, arbitrary: fc.nat({ max: count }).map((to) => `s${to}`) },
          ),
          { maxLength: 3 },
        ),
        onFailure: onsets,
        tasks: fc.nat({ max: 3 }),
        before: children,
        after: children,
      }),
    ),
  ),
);

interface Move {
  readonly kind:
    | 'work'
    | 'look'
    | 'retry'
    | 'cancel'
    | 'pause'
    | 'resume'
    | 'restart'
    | 'skip'
    | 'again'
    | 'late'
    | 'resend';
  readonly pick: number;
  readonly how: How;
}
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    kind: fc.oneof(
      { weight: 30, arbitrary: fc.constant('work' as const) },
      { weight: 4, arbitrary: fc.constantFrom('restart' as const, 'resume' as const) },
      { weight: 2, arbitrary: fc.constantFrom('cancel' as const, 'pause' as const, 'skip' as const) },
      {
        weight: 6,
        arbitrary: fc.constantFrom(
          'look' as const,
          'retry' as const,
          'again' as const,
          'late' as const,
          'resend' as const,
        ),
      },
    ),
    pick: fc.nat({ max: 1000 }),
    how: fc.constantFrom<How>('good', 'good', 'good', 'good', 'bad', 'skip'),
  }),
  { minLength: 10, maxLength: 80, size: 'max' },
);

interface World {
  readonly model: readonly ModelStage[];
  state: RunState;
  readonly history: Happening[];
  readonly taken: { stageId: string; attempt: number; what: Answer }[];
}

test('stages with parts, restarts, skips, pauses and late answers: every step ends where the rules say', {
  timeout: 60_000,
}, () => {
  const seen: Record<string, number> = {};
  fc.assert(
    fc.property(models, moves, (model, script) => {
      const world = begin(model);
      for (const move of script) {
        const before = world.state;
        const step = apply(world, move);
        if (!step) continue;
        seen[move.kind] = (seen[move.kind] ?? 0) + 1;
        if (move.kind !== 'restart') keepsEnds(before, step);
        isConsistent(step);
        world.state = step.state;
        expect({ execution: step.state.execution.status, stages: statuses(step.state) }).toEqual(
          oracle(model, world.history),
        );
      }
    }),
    { numRuns: 2000 },
  );
  // A model test that never gets somewhere proves nothing about it.
  for (const kind of ['work', 'restart', 'skip', 'late', 'cancel', 'pause', 'resume', 'look', 'retry'])
    expect(seen[kind] ?? 0).toBeGreaterThan(100);
});

function begin(model: readonly ModelStage[]): World {
  const stages = model.map(({ refId, requires, onFailure }) => ({
    refId,
    requires,
    flags: flagsOf[onFailure],
  }));
  return { model, state: transition(runOf(stages), 0).state, history: [], taken: [] };
}

function apply(world: World, move: Move): Step | undefined {
  const { state, history } = world;
  switch (move.kind) {
    case 'again':
      return transition(state, 0);
    case 'resend':
      return transition(state, 0, { kind: 'resend' });
    case 'late':
      return late(world, move.pick);
    case 'cancel':
    case 'pause':
    case 'resume':
      history.push({ did: move.kind });
      return transition(
        state,
        0,
        move.kind === 'cancel' ? { kind: 'cancel', by: 'ada', reason: null } : { kind: move.kind, by: 'ada' },
      );
    case 'restart':
      return restart(world, move.pick);
    case 'skip': {
      const stage = oneOf(open(state), move.pick);
      if (!stage) return undefined;
      history.push({ did: 'manualSkip', refId: stage.refId });
      return transition(state, 0, { kind: 'manualSkip', stageId: stage.id });
    }
    case 'work':
    case 'look':
    case 'retry':
      return work(world, move);
    default:
      return move.kind satisfies never;
  }
}

const open = (state: RunState): StageState[] => state.stages.filter((stage) => isActive(stage.status));
const oneOf = <T>(items: readonly T[], pick: number): T | undefined =>
  items[pick % Math.max(1, items.length)];

/** Whoever holds an order in force carries it out. */
function work(world: World, move: Move): Step | undefined {
  const { state, history, model, taken } = world;
  const stage = oneOf(
    open(state).filter((other) => other.phase === 'planning' || other.phase === 'tasks'),
    move.pick,
  );
  if (!stage) return undefined;
  const parts = model.find((other) => other.refId === stage.refId);
  const what = answerFor(stage, parts, move, String(history.length));
  if (!what) return undefined;
  if (what.kind === 'planned' && !what.first) history.push({ did: 'plan', refId: stage.refId });
  else if (what.kind !== 'task' || (what.task.status !== 'running' && what.task.status !== 'retry'))
    history.push({ did: 'end', refId: stage.refId, how: move.how });
  taken.push({ stageId: stage.id, attempt: stage.attempt, what });
  return answer(state, stage.refId, what);
}

function answerFor(
  stage: StageState,
  parts: ModelStage | undefined,
  { kind, how }: Move,
  mark: string,
): Answer | undefined {
  if (stage.phase === 'tasks') {
    if (kind === 'look') return { kind: 'task', task: { status: 'running', dueAt: 5, wakeOn: ['k'] } };
    if (kind === 'retry') return { kind: 'task', task: { status: 'retry', dueAt: 5, error: 'again' } };
    return task(({ good: 'succeeded', bad: 'failed', skip: 'skipped' } as const)[how]);
  }
  if (kind !== 'work') return undefined;
  if (!parts && how === 'skip') return { kind: 'notEnabled' };
  if (!parts)
    return ranAtOnce(how === 'bad' ? { status: 'failed', error: 'it failed' } : { status: 'succeeded' });
  const make = (side: string) => (onFailure: Onset, index: number) =>
    newStage(`${stage.refId}${side}${index}#${mark}`, { flags: flagsOf[onFailure] });
  return planned({
    tasks: Array.from({ length: parts.tasks }, (_, index) => `t${index}`),
    before: parts.before.map(make('b')),
    after: parts.after.map(make('a')),
  });
}

/** An answer that was taken before comes again, as from a worker that was frozen. */
function late({ state, taken }: World, pick: number): Step | undefined {
  const old = oneOf(taken, pick);
  if (!old) return undefined;
  const step = transition(state, 0, {
    kind: 'answer',
    stageId: old.stageId,
    attempt: old.attempt,
    answer: old.what,
  });
  expect(step.isRefused).toBe(true);
  return step;
}

function restart({ state, history }: World, pick: number): Step | undefined {
  const tops = state.stages.filter((stage) => stage.parentId === null);
  const stage = oneOf(tops, pick);
  if (!stage) return undefined;
  const step = transition(state, 0, { kind: 'restart', stageId: stage.id });
  const isAtWork = downstreamOf(tops, stage.id).some((other) => isActive(other.status));
  expect(step.isRefused).toBe(isAtWork);
  if (!step.isRefused) history.push({ did: 'restart', refId: stage.refId });
  return step;
}

/** Nothing but a restart leaves a final status. */
function keepsEnds(before: RunState, step: Step): void {
  for (const stage of before.stages)
    if (isComplete(stage.status)) expect(at(step.state, stage.refId).status).toBe(stage.status);
  if (isComplete(before.execution.status)) expect(step.state.execution.status).toBe(before.execution.status);
}

/** Orders go to what runs, under the number in force; what waits for work has been ordered; a second call changes nothing. */
function isConsistent(step: Step): void {
  for (const order of step.orders) {
    const stage = step.state.stages.find((other) => other.id === order.stageId);
    expect([stage?.status, stage?.attempt]).toEqual(['RUNNING', order.attempt]);
  }
  for (const stage of step.added)
    expect(stage.status === 'RUNNING').toBe(step.orders.some((order) => order.stageId === stage.id));
  const again = transition(step.state, 0);
  expect([again.changed, again.added, again.orders, again.isExecutionChanged]).toEqual([[], [], [], false]);
}
