import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isComplete } from '../model.ts';
import type { Answer } from './facts.ts';
import type { RunState, StageFlags, Step } from './state.ts';
import { answer, at, ranAtOnce, runOf, statuses } from './testing.ts';
import { transition } from './transition.ts';

/*
 * The rules of a run told a second time, as plainly as can be and in another style: everything is worked out anew from
 * the list of what happened. The engine must come to the same after every single event, whatever the graph, the outcomes
 * and the order in which they arrive.
 */
interface Model {
  readonly stages: readonly {
    refId: string;
    requires: string[];
    onFailure: 'stop' | 'branch' | 'atEnd' | 'ignore';
  }[];
}
type Happening =
  | { did: 'end'; refId: string; how: 'good' | 'bad' | 'skip' }
  | { did: 'cancel' | 'pause' | 'resume' };

function oracle(
  model: Model,
  history: readonly Happening[],
): { execution: string; stages: Record<string, string> } {
  const now: Record<string, string> = Object.fromEntries(
    model.stages.map((stage) => [stage.refId, 'NOT_STARTED']),
  );
  let execution = 'RUNNING';
  const lets = (refId: string) =>
    now[refId] === undefined || ['SUCCEEDED', 'SKIPPED', 'FAILED_CONTINUE'].includes(now[refId]);
  const all = (status: string) => model.stages.filter((stage) => now[stage.refId] === status);
  const set = (from: string, to: string) => {
    for (const stage of all(from)) now[stage.refId] = to;
  };
  const follow = () => {
    if (execution !== 'RUNNING' && execution !== 'PAUSED') return;
    const broken =
      all('TERMINAL').length > 0 ? 'TERMINAL' : all('CANCELED').length > 0 ? 'CANCELED' : undefined;
    if (broken) {
      set('RUNNING', 'CANCELED');
      set('PAUSED', 'CANCELED');
      execution = broken;
      return;
    }
    const ready = all('NOT_STARTED').filter((stage) => stage.requires.every(lets));
    if (execution === 'RUNNING') for (const stage of ready) now[stage.refId] = 'RUNNING';
    if (all('RUNNING').length + all('PAUSED').length > 0 || (execution === 'PAUSED' && ready.length > 0))
      return;
    const mustFail = all('STOPPED').some((stage) => stage.onFailure === 'atEnd');
    const isStuck = all('NOT_STARTED').length > 0 && all('STOPPED').length === 0;
    execution = mustFail || isStuck ? 'TERMINAL' : 'SUCCEEDED';
  };
  follow();
  for (const event of history) {
    if (event.did === 'end') {
      const stage = model.stages.find((other) => other.refId === event.refId);
      const bad = { stop: 'TERMINAL', branch: 'STOPPED', atEnd: 'STOPPED', ignore: 'FAILED_CONTINUE' }[
        stage?.onFailure ?? 'stop'
      ];
      now[event.refId] = event.how === 'good' ? 'SUCCEEDED' : event.how === 'skip' ? 'SKIPPED' : bad;
    }
    if (event.did === 'pause' && execution === 'RUNNING') {
      execution = 'PAUSED';
      set('RUNNING', 'PAUSED');
    }
    if (event.did === 'resume' && execution === 'PAUSED') {
      execution = 'RUNNING';
      set('PAUSED', 'RUNNING');
    }
    if (event.did === 'cancel' && (execution === 'RUNNING' || execution === 'PAUSED')) {
      set('RUNNING', 'CANCELED');
      set('PAUSED', 'CANCELED');
      execution = 'CANCELED';
    }
    follow();
  }
  return { execution, stages: now };
}

const flagsOf: Record<Model['stages'][number]['onFailure'], StageFlags> = {
  stop: {},
  branch: { failPipeline: false },
  atEnd: { failPipeline: false, completeOtherBranchesThenFail: true },
  ignore: { failPipeline: false, continuePipeline: true },
};

/** Any graph: an edge may point anywhere, so circles and missing requisites come up too. */
const models: fc.Arbitrary<Model> = fc.integer({ min: 1, max: 9 }).chain((count) =>
  fc.record({
    stages: fc.tuple(
      ...Array.from({ length: count }, (_, index) =>
        fc.record({
          refId: fc.constant(`s${index}`),
          requires: fc.uniqueArray(
            fc.oneof(
              {
                weight: 12,
                arbitrary: fc
                  .integer({ min: 0, max: Math.max(0, index - 1) })
                  .map((to) => (index === 0 ? 's99' : `s${to}`)),
              },
              { weight: 1, arbitrary: fc.integer({ min: 0, max: count }).map((to) => `s${to}`) },
            ),
            { maxLength: 3 },
          ),
          onFailure: fc.constantFrom('stop', 'branch', 'atEnd', 'ignore'),
        }),
      ),
    ),
  }),
);

interface Move {
  readonly kind: 'end' | 'end' | 'cancel' | 'pause' | 'resume' | 'repeat' | 'late';
  readonly pick: number;
  readonly how: 'good' | 'bad' | 'skip';
}
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    kind: fc.oneof(
      { weight: 20, arbitrary: fc.constant('end' as const) },
      { weight: 1, arbitrary: fc.constantFrom('cancel' as const, 'pause' as const, 'resume' as const) },
      { weight: 3, arbitrary: fc.constantFrom('repeat' as const, 'late' as const, 'resume' as const) },
    ),
    pick: fc.nat({ max: 1000 }),
    how: fc.constantFrom('good', 'good', 'good', 'bad', 'skip'),
  }),
  { maxLength: 40 },
);

const answers: Record<Move['how'], Answer> = {
  good: ranAtOnce({ status: 'succeeded' }),
  bad: ranAtOnce({ status: 'failed', error: 'it failed' }),
  skip: { kind: 'notEnabled' },
};

test('the engine decides as the rules say, after every event of any run', () => {
  fc.assert(
    fc.property(models, moves, (model, script) => {
      let state = begin(model);
      const history: Happening[] = [];
      const answered: { refId: string; attempt: number; how: Move['how'] }[] = [];
      for (const move of script) {
        const step = apply(state, move, history, answered);
        if (!step) continue;
        checkStep(state, step);
        state = step.state;
        const expected = oracle(model, history);
        expect({ execution: state.execution.status, stages: statuses(state) }).toEqual(expected);
      }
    }),
    { numRuns: 3000 },
  );
});

function begin(model: Model): RunState {
  const stages = model.stages.map(({ refId, requires, onFailure }) => ({
    refId,
    requires,
    flags: flagsOf[onFailure],
  }));
  return transition(runOf(stages), 0).state;
}

function apply(
  state: RunState,
  move: Move,
  history: Happening[],
  answered: { refId: string; attempt: number; how: Move['how'] }[],
): Step | undefined {
  if (move.kind === 'repeat') return transition(state, 0);
  if (move.kind === 'late') {
    // An answer that was taken before comes again, as from a worker that was frozen.
    const old = answered[move.pick % Math.max(1, answered.length)];
    if (!old) return undefined;
    const step = transition(state, 0, {
      kind: 'answer',
      stageId: at(state, old.refId).id,
      attempt: old.attempt,
      answer: answers[old.how],
    });
    expect(step.isRefused).toBe(true);
    return step;
  }
  if (move.kind !== 'end') {
    history.push({ did: move.kind });
    return transition(
      state,
      0,
      move.kind === 'cancel' ? { kind: 'cancel', by: 'ada', reason: null } : { kind: move.kind, by: 'ada' },
    );
  }
  const open = state.stages.filter((stage) => stage.status === 'RUNNING' || stage.status === 'PAUSED');
  const stage = open[move.pick % Math.max(1, open.length)];
  if (!stage) return undefined;
  history.push({ did: 'end', refId: stage.refId, how: move.how });
  answered.push({ refId: stage.refId, attempt: stage.attempt, how: move.how });
  return answer(state, stage.refId, answers[move.how]);
}

/** What must hold of every step whatever happened. */
function checkStep(before: RunState, step: Step): void {
  for (const stage of before.stages) {
    if (isComplete(stage.status)) expect(at(step.state, stage.refId).status).toBe(stage.status);
  }
  if (isComplete(before.execution.status)) expect(step.state.execution.status).toBe(before.execution.status);
  for (const order of step.orders) {
    const stage = step.state.stages.find((other) => other.id === order.stageId);
    expect(stage?.status).toBe('RUNNING');
    expect(stage?.attempt).toBe(order.attempt);
  }
  const again = transition(step.state, 0);
  expect([again.changed, again.added, again.orders, again.isExecutionChanged]).toEqual([[], [], [], false]);
}
