import { expect, test } from 'vitest';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { enqueue, type JobHandlers, runQueue } from './index.ts';

useTestDatabase();

/** Whether whoever holds jobs is known to live. */
async function holdersAreKnown(): Promise<boolean> {
  const rows = await database().$queryRaw<{ known: boolean }[]>`
    select bool_and(exists (select 1 from "WorkerHeartbeat" w where j.locked_by = any (w."lockNames"))) as known
    from graphile_worker._private_jobs j where j.locked_by is not null`;
  return rows[0]?.known === true;
}

test('a worker is known by the name it locks jobs by before it takes its first one, on every lane', async () => {
  const waiting = { executionId: 'run', stageId: 'stage', attempt: 1 };
  await withTransaction(async (tx) => {
    for (const name of ['engine.urgent', 'engine.runTask'] as const)
      for (let count = 0; count < 5; count += 1) await enqueue(tx, name, waiting);
  });
  const seen: boolean[] = [];
  const look = async () => {
    seen.push(await holdersAreKnown());
  };
  const none = async () => undefined;
  const handlers: JobHandlers = {
    'engine.urgent': look,
    'engine.runTask': look,
    'engine.advance': none,
    'engine.admit': none,
    'engine.sweep': none,
    'notifications.progress': none,
    'notifications.deliver': none,
    'upkeep.forget': none,
  };
  const queue = await runQueue(handlers);
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(10);
  await queue.stop();
  expect(seen).not.toContain(false);
  expect(await database().workerHeartbeat.count()).toBe(0);
});
