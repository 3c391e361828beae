import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemContext } from '#lib/auth/index.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import type { RunningQueue } from '#lib/queue/index.ts';
import { running, succeeded } from './contract.ts';
import type { Engine } from './engine.ts';
import { sweep } from './sweep.ts';
import { blueprint, kindOf, plainEngine, runEngineQueue } from './testing/plain-engine.ts';
import { ended, isIn, until } from './testing/run-watch.ts';
import { cancelExecution, pauseExecution, resumeExecution } from './verbs/control.ts';
import { type StartExecution, startExecution } from './verbs/start-execution.ts';

useTestDatabase();
const ctx = systemContext('test');
const open = new Set<string>();
const kinds = [
  kindOf('noop'),
  // Goes on when its run is let through, by the number of the run.
  kindOf('gate', {
    run: (run) => (open.has(run.execution.id) ? succeeded() : running({ afterMs: 25 })),
  }),
];
let engine: Engine;
let queue: RunningQueue;

beforeAll(async () => {
  await database().application.create({
    data: { name: 'shop', displayName: 'shop', createdBy: 'test', updatedBy: 'test' },
  });
  engine = plainEngine(kinds);
  queue = await runEngineQueue(engine);
});
afterAll(async () => queue.stop());

const start = async (pipelineConfigId: string, rest: Partial<StartExecution> = {}) => {
  const { executionId } = await withTransaction((tx) =>
    startExecution(ctx, tx, {
      application: 'shop',
      name: pipelineConfigId,
      pipelineConfigId,
      stages: [blueprint('a', 'gate')],
      definition: {},
      trigger: { type: 'manual' },
      ...rest,
    }),
  );
  return executionId;
};
const statuses = async (ids: readonly string[]) => {
  const rows = await database().execution.findMany({ where: { id: { in: [...ids] } } });
  return ids.map((id) => rows.find((row) => row.id === id)?.status);
};

test('one at a time, the others kept: they begin in the order in which they came', async () => {
  const kept = { limitConcurrent: true, keepWaitingPipelines: true };
  const ids = [await start('kept', kept)];
  await isIn(ids[0] ?? '', 'RUNNING');
  for (let more = 0; more < 3; more += 1) ids.push(await start('kept', kept));
  for (const [index, id] of ids.entries()) {
    await isIn(id, 'RUNNING');
    expect(await statuses(ids.slice(index + 1))).toEqual(Array(3 - index).fill('NOT_STARTED'));
    open.add(id);
    await isIn(id, 'SUCCEEDED');
  }
});

test('one at a time, the others not kept: only the newest begins, older ones are canceled and say why', async () => {
  const policy = { limitConcurrent: true, keepWaitingPipelines: false };
  const first = await start('newest', policy);
  await isIn(first, 'RUNNING');
  const waiting = [
    await start('newest', policy),
    await start('newest', policy),
    await start('newest', policy),
  ];
  open.add(first);
  await isIn(waiting[2] ?? '', 'RUNNING');
  const older = await ended(waiting[0] ?? '');
  expect(older).toMatchObject({ status: 'CANCELED', canceledBy: 'foredeck', startTime: null });
  expect(older.cancellationReason).toContain('newer run');
  expect(await statuses(waiting)).toEqual(['CANCELED', 'CANCELED', 'RUNNING']);
  open.add(waiting[2] ?? '');
  await isIn(waiting[2] ?? '', 'SUCCEEDED');
});

test('at most so many at once, and a paused run gives its place away', async () => {
  const policy = { maxConcurrentExecutions: 2, keepWaitingPipelines: true };
  const ids = [await start('max', policy), await start('max', policy), await start('max', policy)];
  await isIn(ids[0] ?? '', 'RUNNING');
  await isIn(ids[1] ?? '', 'RUNNING');
  expect(await statuses(ids)).toEqual(['RUNNING', 'RUNNING', 'NOT_STARTED']);
  await pauseExecution(ctx, { executionId: ids[0] ?? '' });
  await isIn(ids[2] ?? '', 'RUNNING');
  await resumeExecution(ctx, { executionId: ids[0] ?? '' });
  for (const id of ids) open.add(id);
  for (const id of ids) await isIn(id, 'SUCCEEDED');
});

test('a waiting run that is canceled never begins, and gives nothing to its place', async () => {
  const kept = { limitConcurrent: true, keepWaitingPipelines: true };
  const [first, second, third] = [await start('c', kept), await start('c', kept), await start('c', kept)];
  await isIn(first, 'RUNNING');
  await cancelExecution(ctx, { executionId: second, reason: 'not needed' });
  expect(await ended(second)).toMatchObject({ status: 'CANCELED', cancellationReason: 'not needed' });
  open.add(first);
  await isIn(third, 'RUNNING');
  expect((await database().stageExecution.findMany({ where: { executionId: second } }))[0]?.status).toBe(
    'NOT_STARTED',
  );
  open.add(third);
  await isIn(third, 'SUCCEEDED');
});

test('a run that could not begin in its time does not begin, and says so', async () => {
  const kept = { limitConcurrent: true, keepWaitingPipelines: true };
  const first = await start('expiry', kept);
  await isIn(first, 'RUNNING');
  const late = await start('expiry', { ...kept, startTimeExpiry: Date.now() + 100 });
  const expired = await until(async () => {
    await sweep(engine);
    const [status] = await statuses([late]);
    return status === 'CANCELED';
  });
  expect(expired).toBe(true);
  const run = await ended(late);
  expect(run).toMatchObject({ canceledBy: 'foredeck', startTime: null });
  expect(run.cancellationReason).toContain('start time expired');
  open.add(first);
  await isIn(first, 'SUCCEEDED');
});

test('twenty starts of one pipeline at the same moment: never two at once, and all end', async () => {
  const kept = { limitConcurrent: true, keepWaitingPipelines: true, stages: [blueprint('a', 'noop')] };
  const ids = await Promise.all(Array.from({ length: 20 }, () => start('burst', kept)));
  for (const id of ids) await isIn(id, 'SUCCEEDED');
  const runs = await database().execution.findMany({
    where: { pipelineConfigId: 'burst' },
    orderBy: [{ startTime: 'asc' }, { endTime: 'asc' }],
  });
  const ends = runs.map((run) => run.endTime?.getTime() ?? 0);
  const begins = runs.map((run) => run.startTime?.getTime() ?? 0);
  for (let index = 1; index < runs.length; index += 1) {
    expect(begins[index]).toBeGreaterThanOrEqual(ends[index - 1] ?? 0);
  }
});
