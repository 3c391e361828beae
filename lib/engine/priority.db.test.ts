import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemContext } from '#lib/auth/index.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import type { RunningQueue } from '#lib/queue/index.ts';
import { succeeded } from './contract.ts';
import { blueprint, kindOf, plainEngine, runEngineQueue } from './testing/plain-engine.ts';
import { ended, until } from './testing/run-watch.ts';
import { type StartExecution, startExecution } from './verbs/start-execution.ts';

useTestDatabase();
const ctx = systemContext('test');
let queue: RunningQueue | undefined;
let letGo = () => {};
const held = new Promise<void>((resolve) => {
  letGo = resolve;
});
const order: string[] = [];
const kinds = [
  kindOf('noop', {
    run: (run) => {
      order.push(run.execution.name);
      return succeeded();
    },
  }),
  kindOf('slow', { run: () => held.then(() => succeeded()) }),
];

beforeAll(async () => {
  await database().application.create({
    data: { name: 'shop', displayName: 'shop', createdBy: 'test', updatedBy: 'test' },
  });
});
afterAll(async () => {
  letGo();
  await queue?.stop();
});

const start = (name: string, stages: StartExecution['stages'], priority = 0) =>
  withTransaction((tx) =>
    startExecution(ctx, tx, {
      application: 'shop',
      name,
      pipelineConfigId: null,
      stages,
      definition: {},
      trigger: { type: 'manual' },
      priority,
    }),
  );

test('a rollback runs while every ordinary slot is taken and more work waits', async () => {
  const slow = [];
  for (let index = 0; index < 60; index += 1) slow.push(await start('slow', [blueprint('a', 'slow')]));
  queue = await runEngineQueue(plainEngine(kinds));
  const busy = () => database().stageExecution.count({ where: { status: 'RUNNING', type: 'slow' } });
  await until(async () => (await busy()) === 60);
  const { executionId } = await start(
    'rollback',
    [blueprint('a', 'noop'), blueprint('b', 'noop', ['a'])],
    -10,
  );
  expect((await ended(executionId)).status).toBe('SUCCEEDED');
  expect(await busy()).toBe(60);
  letGo();
  for (const one of slow) await ended(one.executionId);
});

test('what waits is taken by priority, and runs under way before new ones', async () => {
  await queue?.stop();
  order.length = 0;
  const line = [blueprint('a', 'noop'), blueprint('b', 'noop', ['a'])];
  const ids = [];
  for (const [name, priority] of [
    ['later', 10],
    ['first', 0],
    ['second', 0],
    ['ahead', -10],
  ] as const) {
    ids.push((await start(name, line, priority)).executionId);
  }
  const jobs = await database().$queryRaw<{ task: string; priority: number }[]>`
    select task_identifier as "task", priority from graphile_worker.jobs where task_identifier like 'engine.%'
      and task_identifier <> 'engine.admit' order by priority, id`;
  expect(jobs.map((job) => `${job.task} ${job.priority}`)).toEqual([
    'engine.urgent -10',
    'engine.runTask 0',
    'engine.runTask 0',
    'engine.runTask 10',
  ]);
  queue = await runEngineQueue(plainEngine(kinds));
  for (const id of ids) await ended(id);
  expect(order).toHaveLength(8);
});
