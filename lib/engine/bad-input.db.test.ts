import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemContext } from '#lib/auth/index.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import type { RunningQueue } from '#lib/queue/index.ts';
import { succeeded } from './contract.ts';
import { blueprint, kindOf, plainEngine, runEngineQueue } from './testing/plain-engine.ts';
import { ended, stagesOf } from './testing/run-watch.ts';
import { startExecution } from './verbs/start-execution.ts';

useTestDatabase();
const ctx = systemContext('test');
const megabytes = (count: number) => 'x'.repeat(count * 1024 * 1024);
const kinds = [
  kindOf('noop'),
  kindOf('chatty', {
    run: (run) => succeeded({ context: { small: 1, log: megabytes(Number(run.context.size)) } }),
  }),
  kindOf('loud', { run: () => succeeded({ outputs: { everything: megabytes(11) } }) }),
];
let queue: RunningQueue;

beforeAll(async () => {
  await database().application.create({
    data: { name: 'shop', displayName: 'shop', createdBy: 'test', updatedBy: 'test' },
  });
  queue = await runEngineQueue(plainEngine(kinds));
});
afterAll(async () => queue.stop());

const run = async (stages: Parameters<typeof startExecution>[2]['stages']) => {
  const { executionId } = await withTransaction((tx) =>
    startExecution(ctx, tx, {
      application: 'shop',
      name: 'line',
      pipelineConfigId: null,
      stages,
      definition: {},
      trigger: { type: 'manual' },
    }),
  );
  return await ended(executionId);
};

test('a circle ends the run at once and is named', async () => {
  const result = await run([blueprint('a', 'noop', ['b']), blueprint('b', 'noop', ['a'])]);
  expect(result.status).toBe('TERMINAL');
  expect(result.cancellationReason).toBe(
    'No stage can start: noop a, noop b wait for each other. Break the circle, then start again.',
  );
});

test('a stage that waits for itself ends the run once the others are through', async () => {
  const result = await run([blueprint('a', 'noop'), blueprint('b', 'noop', ['b'])]);
  expect(result.status).toBe('TERMINAL');
  expect(result.cancellationReason).toContain('noop b');
  expect(await stagesOf(result.id)).toEqual(['a SUCCEEDED', 'b NOT_STARTED']);
});

test('a requisite that does not exist is ignored, as Spinnaker does', async () => {
  expect((await run([blueprint('a', 'noop', ['gone'])])).status).toBe('SUCCEEDED');
});

test('a pipeline without stages ends at once and says what to do', async () => {
  const result = await run([]);
  expect([result.status, result.cancellationReason]).toEqual([
    'TERMINAL',
    'The pipeline has no stages: add one, then start it.',
  ]);
});

test('an unknown kind of stage is kept and shown, and fails only when it is reached', async () => {
  const result = await run([blueprint('a', 'noop'), blueprint('b', 'canaryAnalysis', ['a'])]);
  expect(await stagesOf(result.id)).toEqual(['a SUCCEEDED', 'b TERMINAL']);
  expect(result.stages[1]).toMatchObject({ type: 'canaryAnalysis', name: 'canaryAnalysis b' });
  expect(result.stages[1]?.error).toContain('"canaryAnalysis"');
});

test('results of 9 MB are kept; of more than 10 MB they fail the stage and name what is too large', async () => {
  expect((await run([blueprint('a', 'chatty', [], { size: 9 })])).status).toBe('SUCCEEDED');
  for (const [kind, name] of [
    ['chatty', 'log'],
    ['loud', 'everything'],
  ] as const) {
    const result = await run([blueprint('a', kind, [], { size: 11 })]);
    const [stage] = result.stages;
    expect([result.status, stage?.status]).toEqual(['TERMINAL', 'TERMINAL']);
    expect(stage?.error).toContain(`"${name}"`);
    expect(stage?.error).toContain('10 MB');
    const data = await database().stageData.findUniqueOrThrow({ where: { stageId: stage?.id ?? '' } });
    expect(JSON.stringify(data).length).toBeLessThan(10_000);
  }
}, 60_000);
