import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemContext } from '#lib/auth/index.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import type { RunningQueue } from '#lib/queue/index.ts';
import { failed, running, succeeded } from './contract.ts';
import { blueprint, kindOf, plainEngine, runEngineQueue } from './testing/plain-engine.ts';
import { ended, isIn, stagesOf } from './testing/run-watch.ts';
import { cancelExecution } from './verbs/control.ts';
import { startExecution } from './verbs/start-execution.ts';

useTestDatabase();
const ctx = systemContext('test');
const effects: string[] = [];
const effect = (what: string) => {
  effects.push(what);
  return succeeded();
};
const kinds = [
  kindOf('deploy', {
    run: () => effect('run'),
    plan: () => ({ tasks: ['run'], before: [{ type: 'step', name: 'before', context: {} }] }),
    planAfter: () => [{ type: 'step', name: 'after', context: {} }],
    planOnFailure: () => [{ type: 'step', name: 'mend', context: {} }],
    onCancel: () => {
      effect('cancel');
      return {};
    },
    cancelOnFailure: true,
    preview: (run) => succeeded({ context: { preview: { words: [`Would deploy ${run.context.image}.`] } } }),
  }),
  kindOf('step', { run: () => effect('step') }),
  kindOf('doubtful', {
    run: () => effect('run'),
    preview: () => failed('The cluster does not know that kind.'),
  }),
  kindOf('pending', { run: () => effect('run'), preview: () => running({ afterMs: 60_000 }) }),
];
let queue: RunningQueue;

beforeAll(async () => {
  await database().application.create({
    data: { name: 'shop', displayName: 'shop', createdBy: 'test', updatedBy: 'test' },
  });
  queue = await runEngineQueue(plainEngine(kinds));
});
afterAll(async () => queue.stop());

const dryRun = async (stages: Parameters<typeof startExecution>[2]['stages']) =>
  (
    await withTransaction((tx) =>
      startExecution(ctx, tx, {
        application: 'shop',
        name: 'line',
        pipelineConfigId: null,
        stages,
        definition: {},
        trigger: { type: 'manual', parameters: { tag: '1.2' } },
        isDryRun: true,
      }),
    )
  ).executionId;

test('a dry run plans and previews every stage with its expressions evaluated, and does nothing', async () => {
  const image = { image: `shop:\${parameters.tag}` };
  const id = await dryRun([blueprint('a', 'deploy', [], image), blueprint('b', 'step', ['a'])]);
  const run = await ended(id);
  expect(run.status).toBe('SUCCEEDED');
  expect(await stagesOf(id)).toEqual(['a SUCCEEDED', 'a<1 SUCCEEDED', 'b SUCCEEDED']);
  expect(effects).toEqual([]);
  const stage = run.stages.find((one) => one.refId === 'a');
  const { context } = await database().stageData.findUniqueOrThrow({ where: { stageId: stage?.id ?? '' } });
  expect(context).toMatchObject({ preview: { words: ['Would deploy shop:1.2.'] } });
});

test('what cannot work is said of its stage; the stages behind it are planned all the same, and the run fails', async () => {
  const id = await dryRun([
    blueprint('a', 'doubtful', [], { failPipeline: true }),
    blueprint('b', 'nothing-like-it', ['a']),
    blueprint('c', 'deploy', ['b'], { image: 'x' }),
  ]);
  const run = await ended(id);
  expect(run.status).toBe('TERMINAL');
  expect(await stagesOf(id)).toEqual([
    'a FAILED_CONTINUE',
    'b FAILED_CONTINUE',
    'c SUCCEEDED',
    'c<1 SUCCEEDED',
  ]);
  expect(run.stages.map((stage) => stage.error)).toEqual([
    'The cluster does not know that kind.',
    expect.stringContaining('nothing-like-it'),
    null,
    null,
  ]);
  expect(effects).toEqual([]);
});

test('a dry run that is canceled calls no cancel routine', async () => {
  const id = await dryRun([blueprint('a', 'pending'), blueprint('b', 'deploy')]);
  await isIn(id, 'RUNNING');
  await cancelExecution(ctx, { executionId: id });
  expect((await ended(id)).status).toBe('CANCELED');
  expect(effects).toEqual([]);
});
