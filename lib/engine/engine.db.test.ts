import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemContext } from '#lib/auth/index.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import type { RunningQueue } from '#lib/queue/index.ts';
import { failed, running, succeeded } from './contract.ts';
import type { Engine } from './engine.ts';
import { blueprint, kindOf, plainEngine, runEngineQueue } from './testing/plain-engine.ts';
import { cancelExecution, pauseExecution, resumeExecution } from './verbs/control.ts';
import { restartStage } from './verbs/restart-stage.ts';
import { type StartExecution, startExecution } from './verbs/start-execution.ts';

useTestDatabase();
const ctx = systemContext('test');
let queue: RunningQueue;
let mayPass = true;
let engine: Engine;
const kinds = [
  kindOf('noop'),
  kindOf('slow', { run: (run) => (run.task.polls > 0 ? succeeded() : running({ afterMs: 50 })) }),
  kindOf('gate', {
    run: () => (mayPass ? succeeded({ outputs: { passed: true } }) : running({ afterMs: 30 })),
  }),
  kindOf('broken', { run: () => (mayPass ? succeeded() : failed('It broke: mend it.')) }),
];

beforeAll(async () => {
  await database().application.create({
    data: { name: 'shop', displayName: 'shop', createdBy: 'test', updatedBy: 'test' },
  });
  engine = plainEngine(kinds);
  queue = await runEngineQueue(engine);
});
afterAll(async () => queue.stop());

const start = (stages: StartExecution['stages'], rest: Partial<StartExecution> = {}) =>
  withTransaction((tx) =>
    startExecution(ctx, tx, {
      application: 'shop',
      name: 'line',
      pipelineConfigId: null,
      stages,
      definition: {},
      trigger: { type: 'manual', user: 'ada' },
      ...rest,
    }),
  );

async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('It did not happen within 10 s.');
}

const ended = (id: string) =>
  until(async () => {
    const run = await database().execution.findUniqueOrThrow({ where: { id }, include: { stages: true } });
    return run.endTime !== null && run;
  });
const isIn = (id: string, status: string) =>
  until(async () => (await database().execution.count({ where: { id, status } })) === 1);

test('a diamond of stages runs to its end, each stage once', async () => {
  const { executionId } = await start([
    blueprint('a', 'noop'),
    blueprint('b', 'slow', ['a']),
    blueprint('c', 'noop', ['a']),
    blueprint('d', 'noop', ['b', 'c']),
  ]);
  const run = await ended(executionId);
  expect(run.status).toBe('SUCCEEDED');
  expect(run.stages.map((stage) => stage.status)).toEqual(Array(4).fill('SUCCEEDED'));
});

test('cancel ends a waiting run at once, and nothing starts later', async () => {
  mayPass = false;
  const { executionId } = await start([blueprint('a', 'gate'), blueprint('b', 'noop', ['a'])]);
  await isIn(executionId, 'RUNNING');
  await cancelExecution(ctx, { executionId, reason: 'wrong version' });
  mayPass = true;
  const run = await ended(executionId);
  expect(run).toMatchObject({ status: 'CANCELED', canceledBy: 'test', cancellationReason: 'wrong version' });
  expect(run.stages.map((stage) => stage.status).sort()).toEqual(['CANCELED', 'NOT_STARTED']);
  await expect(cancelExecution(ctx, { executionId })).rejects.toThrow('ended already');
});

test('a paused run starts nothing until it is resumed', async () => {
  mayPass = false;
  const { executionId } = await start([blueprint('a', 'gate'), blueprint('b', 'noop', ['a'])]);
  await isIn(executionId, 'RUNNING');
  await pauseExecution(ctx, { executionId });
  mayPass = true;
  await new Promise((resolve) => setTimeout(resolve, 200));
  const paused = await database().execution.findUniqueOrThrow({
    where: { id: executionId },
    include: { stages: { orderBy: { refId: 'asc' } } },
  });
  expect([paused.status, ...paused.stages.map((stage) => stage.status)]).toEqual([
    'PAUSED',
    'PAUSED',
    'NOT_STARTED',
  ]);
  await resumeExecution(ctx, { executionId });
  expect((await ended(executionId)).status).toBe('SUCCEEDED');
});

test('a failed stage is recorded with its words, and restarts', async () => {
  mayPass = false;
  const { executionId } = await start([blueprint('a', 'broken'), blueprint('b', 'noop', ['a'])]);
  const failedRun = await ended(executionId);
  const broken = failedRun.stages.find((stage) => stage.refId === 'a');
  expect([failedRun.status, broken?.status, broken?.error]).toEqual([
    'TERMINAL',
    'TERMINAL',
    'It broke: mend it.',
  ]);
  mayPass = true;
  await restartStage(ctx, engine, { executionId, stageId: broken?.id ?? '', reason: 'mended' });
  const again = await ended(executionId);
  expect(again.status).toBe('SUCCEEDED');
  const data = await database().stageData.findUniqueOrThrow({ where: { stageId: broken?.id ?? '' } });
  expect(data.context).toMatchObject({
    restartDetails: { reason: 'mended', previousException: { details: { error: 'It broke: mend it.' } } },
  });
});

test('a repeated start with one correlation id gives one run', async () => {
  const stages = [blueprint('a', 'noop')];
  const starts = await Promise.all(
    Array.from({ length: 5 }, () => start(stages, { correlationId: 'event-1' })),
  );
  expect(new Set(starts.map((one) => one.executionId)).size).toBe(1);
  expect(starts.filter((one) => one.isNew)).toHaveLength(1);
});

test('the database itself refuses to change a final status', async () => {
  const { executionId } = await start([blueprint('a', 'noop')]);
  await ended(executionId);
  const change = database().execution.update({ where: { id: executionId }, data: { status: 'RUNNING' } });
  await expect(change).rejects.toThrow('stays so');
});

test('runs of a pipeline are numbered from 1 without holes, however many start at once or twice', async () => {
  const stages = [blueprint('a', 'noop')];
  const starts = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      start(stages, { pipelineConfigId: 'numbered', correlationId: `numbered-${index % 6}` }),
    ),
  );
  await start(stages, { pipelineConfigId: 'other' });
  expect(new Set(starts.map((one) => one.executionId)).size).toBe(6);
  const numbersOf = async (pipelineConfigId: string) =>
    (await database().execution.findMany({ where: { pipelineConfigId }, orderBy: { number: 'asc' } })).map(
      (run) => run.number,
    );
  expect([await numbersOf('numbered'), await numbersOf('other')]).toEqual([[1, 2, 3, 4, 5, 6], [1]]);
});
