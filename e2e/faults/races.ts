import { setTimeout as sleep } from 'node:timers/promises';
import { cancelExecution, sqlOf, sweep, wake } from '#lib/engine/index.ts';
import { blueprint, plainEngine } from '#lib/engine/testing/plain-engine.ts';
import { database, databasePool } from '#lib/platform/database/index.ts';
import type { Fault } from './fault.ts';
import { assert, calls, ctx, effects, hasEnded, start, statusOf, until } from './world.ts';

export const races: readonly Fault[] = [
  {
    id: 'F04',
    title: 'one order delivered five times over, on two workers at once: one transition',
    run: async (world) => {
      const workers = [await world.worker(), await world.worker()];
      const ids: string[] = [];
      for (let round = 0; round < 40; round += 1) {
        ids.push(
          await start([
            blueprint('a', 'effect'),
            blueprint('b', 'effect', ['a']),
            blueprint('c', 'effect', ['b']),
          ]),
        );
        await databasePool().query(
          `select graphile_worker.add_job('engine.runTask', payload => json_build_object('executionId', s."executionId",
             'stageId', s."id", 'attempt', s."attempt"))
           from "StageExecution" s, generate_series(1, 5) where s."executionId" = $1 and s."status" = 'RUNNING'`,
          [ids.at(-1)],
        );
      }
      await until(async () => (await Promise.all(ids.map(hasEnded))).every(Boolean), 40_000);
      const statuses = new Set(await Promise.all(ids.map(statusOf)));
      const spare = workers
        .flatMap((worker) => worker.lines)
        .filter((line) => line.startsWith('refused')).length;
      for (const worker of workers) worker.signal('SIGKILL');
      assert(statuses.size === 1 && statuses.has('SUCCEEDED'), `ended as ${[...statuses].join(', ')}`);
      assert((await effects()) === 120, `${await effects()} effects of 120`);
      return `40 runs, 200 spare deliveries: 120 effects of 120 stages, ${spare} answers refused`;
    },
  },
  {
    id: 'F05',
    title: 'wake-ups race with the end of the look they are for: none is lost',
    run: async (world) => {
      const worker = await world.worker();
      const sql = sqlOf(databasePool());
      const waits: number[] = [];
      for (let round = 0; round < 60; round += 1) {
        const key = `k${round}`;
        const id = await start([blueprint('w', 'waiter', [], { key })]);
        await sleep(round % 20);
        await databasePool().query(`insert into "FaultEffect" ("name") values ($1)`, [`fault:${key}`]);
        await wake(sql, [`fault:${key}`]);
        waits.push(
          await until(
            () => hasEnded(id),
            10_000,
            () => `run ${round} sleeps on`,
          ),
        );
      }
      worker.signal('SIGKILL');
      return `60 of 60 woken, the slowest after ${Math.round(Math.max(...waits))} ms (the poll behind it: 60 s)`;
    },
  },
  {
    id: 'F06',
    title: 'two branches end in the same moment: their join starts once, never zero times',
    run: async (world) => {
      const workers = [await world.worker(), await world.worker()];
      const ids = await Promise.all(
        Array.from({ length: 100 }, () =>
          start([blueprint('a', 'noop'), blueprint('b', 'noop'), blueprint('j', 'effect', ['a', 'b'])]),
        ),
      );
      await until(async () => (await Promise.all(ids.map(hasEnded))).every(Boolean), 60_000);
      for (const worker of workers) worker.signal('SIGKILL');
      const began = await calls('j', 'begin');
      assert(
        began === 100 && (await effects()) === 100,
        `${began} starts, ${await effects()} effects of 100`,
      );
      return '100 joins, 100 starts';
    },
  },
  {
    id: 'F07',
    title:
      'cancel at the moment of the start, and of runs that wait for a place: CANCELED within 2 s, nothing starts later',
    run: async (world) => {
      const worker = await world.worker();
      const ids = await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const limited = {
            pipelineConfigId: 'cancel-queue',
            limitConcurrent: true,
            keepWaitingPipelines: true,
          };
          const id = await start(
            [blueprint('s', 'ticking', [], { polls: 1000 }), blueprint('t', 'effect', ['s'])],
            index % 2 ? limited : {},
          );
          await cancelExecution(ctx, { executionId: id, reason: 'fault test' });
          return id;
        }),
      );
      const took = await until(
        async () => (await Promise.all(ids.map(statusOf))).every((status) => status === 'CANCELED'),
        2000,
      );
      await sleep(1500);
      worker.signal('SIGKILL');
      assert((await effects()) === 0, `${await effects()} stages ran after the cancel`);
      const open = await database().stageExecution.count({
        where: { executionId: { in: ids }, status: { in: ['RUNNING', 'PAUSED'] } },
      });
      assert(open === 0, `${open} stages are still open`);
      return `40 of 40 canceled within ${Math.round(took)} ms, nothing ran later`;
    },
  },
  {
    id: 'F27',
    title: 'the queue’s listener is dead: jobs are found by the poll within 2 s',
    run: async (world) => {
      const worker = await world.worker();
      const slow: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        await databasePool().query(
          `select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%' and pid <> pg_backend_pid()`,
        );
        const id = await start([blueprint('s', 'noop')]);
        slow.push(await until(() => hasEnded(id), 4000));
      }
      worker.signal('SIGKILL');
      assert(Math.max(...slow) < 2000, `it took ${Math.max(...slow)} ms`);
      return `slowest of 3: ${Math.round(Math.max(...slow))} ms from start to end`;
    },
  },
  {
    id: 'F28',
    title: 'ten sweeps at once on healthy runs: nothing runs twice',
    run: async (world) => {
      const worker = await world.worker();
      const engine = plainEngine([]);
      const ids = await Promise.all(
        Array.from({ length: 20 }, () => start([blueprint('s', 'effect', [], { holdBeforeMs: 6500 })])),
      );
      await sleep(6000);
      const repaired = await Promise.all(Array.from({ length: 10 }, () => sweep(engine)));
      await until(async () => (await Promise.all(ids.map(hasEnded))).every(Boolean), 20_000);
      worker.signal('SIGKILL');
      assert((await calls('s', 'begin')) === 20, `${await calls('s', 'begin')} starts of 20`);
      return `10 sweeps repaired ${repaired.reduce((sum, one) => sum + one, 0)} runs; 20 starts of 20`;
    },
  },
];
