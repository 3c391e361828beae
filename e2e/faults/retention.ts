import { setTimeout as sleep } from 'node:timers/promises';
import { systemContext } from '#lib/auth/index.ts';
import { forgetOldExecutions, sqlOf } from '#lib/engine/index.ts';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { getExecution, listExecutions } from '#lib/executions/index.ts';
import { ExecutionQuery } from '#lib/executions/schema.ts';
import { databasePool } from '#lib/platform/database/index.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { type Fault, sizeOf } from './fault.ts';
import { allEnded, assert, effects, seconds, share, start, statusesOf } from './world.ts';

const ctx = systemContext('faults');

export const retention: readonly Fault[] = [
  {
    id: 'F26',
    title: 'old runs are deleted while others are read and written: no error, no wait for a lock above 1 s',
    run: async (world) => {
      const old = sizeOf('OLD_RUNS', { usual: 10_000, full: 100_000 });
      await fillWithOldRuns(old);
      const worker = await world.worker();
      let isOver = false;
      const waits: number[] = [];
      const reads: number[] = [];
      const watch = watchLocks(() => isOver, waits);
      const readers = Promise.all([1, 2].map(() => readOn(() => isOver, reads)));
      const writer = writeOn(() => isOver);
      // Three replicas delete at once.
      const begun = performance.now();
      const deleted = await Promise.all([1, 2, 3].map(() => forgetAll()));
      const took = performance.now() - begun;
      isOver = true;
      const [ids] = await Promise.all([writer, readers, watch]);
      await allEnded(ids, 30_000);
      worker.signal('SIGKILL');
      const { rows } = await databasePool().query<{ count: number }>(
        `select count(*)::int as count from "Execution" where "name" = 'old'`,
      );
      const sum = deleted.reduce((one, other) => one + other, 0);
      const [longest, slowest] = [Math.max(0, ...waits), Math.max(0, ...reads)];
      assert((await statusesOf(ids)) === 'SUCCEEDED', `new runs ended as ${await statusesOf(ids)}`);
      assert((await effects()) === ids.length, `${await effects()} effects of ${ids.length}`);
      assert(sum === old - 20 && rows[0]?.count === 20, `${sum} deleted of ${old}, ${rows[0]?.count} kept`);
      assert(longest < 1000, `somebody waited ${longest} ms for a lock`);
      assert(slowest < 1000, `a list took ${slowest} ms`);
      return `${sum} runs deleted by three at once in ${seconds(took)} beside ${reads.length} reads (p95 ${Math.round(share(reads, 0.95))} ms, slowest ${Math.round(slowest)} ms) and ${ids.length} runs: no error, longest wait for a lock ${Math.round(longest)} ms, the newest 20 of the pipeline kept`;
    },
  },
];

async function fillWithOldRuns(count: number): Promise<void> {
  await databasePool().query(
    `with runs as (
       insert into "Execution" ("id", "rootId", "application", "name", "user", "status", "pipelineConfigId", "buildTime", "startTime", "endTime")
       select '00OLD' || lpad(n::text, 21, '0'), '00OLD' || lpad(n::text, 21, '0'), 'faults', 'old', 'faults', 'SUCCEEDED', 'old',
         now() - make_interval(days => 100, secs => $1 - n), now() - interval '100 days', now() - interval '100 days'
       from generate_series(1, $1::int) n returning "id"),
     bodies as (insert into "ExecutionBody" ("executionId", "definition", "trigger", "authentication")
       select "id", jsonb_build_object('text', repeat('x', 2000)), '{}', '{}' from runs),
     stages as (insert into "StageExecution" ("id", "executionId", "position", "refId", "type", "name", "status", "phase")
       select runs."id" || n, runs."id", n, n::text, 'noop', 'noop', 'SUCCEEDED', 'ended' from runs, generate_series(1, 4) n returning "id", "executionId")
     insert into "StageData" ("stageId", "executionId") select "id", "executionId" from stages`,
    [count],
  );
  await databasePool().query('analyze');
}

async function forgetAll(): Promise<number> {
  const sql = sqlOf(databasePool());
  let sum = 0;
  // One that finds every row in another's hands comes back with nothing; the next look tells whether all is done.
  for (let empty = 0; empty < 3; ) {
    const deleted = await forgetOldExecutions(sql);
    sum += deleted;
    empty = deleted === 0 ? empty + 1 : 0;
    if (deleted === 0) await sleep(300);
  }
  return sum;
}

/** Reads lists and single runs, the oldest too, which vanish meanwhile. */
async function readOn(isOver: () => boolean, times: number[]): Promise<void> {
  while (!isOver()) {
    const begun = performance.now();
    const page = await listExecutions(ctx, ExecutionQuery.parse({ application: 'faults', limit: 50 }));
    times.push(performance.now() - begun);
    const last = page.executions.at(-1);
    if (last)
      await getExecution(ctx, last.id).catch((error: unknown) => {
        // Deleted between the list and the look: that is no error.
        if (!(error instanceof NotFound)) throw error;
      });
    await sleep(20);
  }
}

async function writeOn(isOver: () => boolean): Promise<string[]> {
  const ids: string[] = [];
  while (!isOver() || ids.length < 20) {
    ids.push(await start([blueprint('a', 'effect'), blueprint('b', 'noop', ['a'])]));
    await sleep(40);
  }
  return ids;
}

async function watchLocks(isOver: () => boolean, waits: number[]): Promise<void> {
  while (!isOver()) {
    const { rows } = await databasePool().query<{ ms: number }>(
      `select coalesce(max(extract(epoch from clock_timestamp() - l.waitstart) * 1000), 0)::float as ms
       from pg_locks l where not l.granted and l.waitstart is not null`,
    );
    waits.push(rows[0]?.ms ?? 0);
    await sleep(50);
  }
}
