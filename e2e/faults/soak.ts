import { setTimeout as sleep } from 'node:timers/promises';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { databasePool } from '#lib/platform/database/index.ts';
import { type Fault, sizeOf } from './fault.ts';
import { allEnded, assert, effects, type FaultWorld, seconds, start, type WorkerProcess } from './world.ts';

export const soak: readonly Fault[] = [
  {
    id: 'F08',
    title:
      'PostgreSQL restarts every 5 to 10 s, by crash and in order, and workers are killed, while runs begin without a pause: all end, none twice, none stuck',
    run: async (world) => {
      const runs = sizeOf('RUNS', { usual: 300, full: 5000 });
      const minutes = sizeOf('MINUTES', { usual: 0.75, full: 10 });
      const begun = performance.now();
      const crew = await hire(world, 3);
      // Restarts and kills go on until the last run has begun.
      let isOver = false;
      const [ids, restarts, kills] = await Promise.all([
        startEvenly(runs, minutes * 60_000).finally(() => {
          isOver = true;
        }),
        restartUntil(world, () => isOver),
        killUntil(crew, () => isOver),
      ]);
      const lasted = performance.now() - begun;
      const took = await allEnded(ids, 300_000, (open) => `${open} of ${runs} runs are stuck`);
      const { rows } = await databasePool().query<{ status: string; count: number }>(
        `select "status", count(*)::int as count from "Execution" group by 1 order by 1`,
      );
      const [jobs] = (
        await databasePool().query<{ count: number }>(
          `select count(*)::int as count from graphile_worker.jobs where last_error is not null and attempts >= max_attempts`,
        )
      ).rows;
      crew.dismiss();
      const made = await effects();
      const twice = await effectsMadeTwice();
      assert(rows.length === 1 && rows[0]?.status === 'SUCCEEDED', JSON.stringify(rows));
      assert(rows[0]?.count === runs, `${rows[0]?.count} runs were made of ${runs} starts`);
      assert(made === runs * 2, `${made} effects of ${runs * 2}`);
      assert(twice === 0, `${twice} stages were begun anew after they had ended`);
      assert(jobs?.count === 0, `${jobs?.count} jobs were given up`);
      return `${runs} runs in ${(lasted / 60_000).toFixed(1)} min over ${restarts} restarts and ${kills} killed workers: all succeeded, the last ${seconds(took)} after the last restart; ${made} effects of ${runs * 2}, 0 twice, 0 stuck`;
    },
  },
];

interface Crew {
  readonly workers: WorkerProcess[];
  readonly replace: (index: number) => Promise<void>;
  readonly dismiss: () => void;
}

async function hire(world: FaultWorld, count: number): Promise<Crew> {
  const workers = await Promise.all(Array.from({ length: count }, () => world.worker()));
  return {
    workers,
    replace: async (index) => {
      workers[index]?.signal('SIGKILL');
      // A worker that starts while PostgreSQL is away ends with an error, and whoever supervises it starts it again.
      for (;;) {
        const next = await world.worker().catch(() => undefined);
        if (next) {
          workers[index] = next;
          return;
        }
      }
    },
    dismiss: () => {
      for (const worker of workers) worker.signal('SIGKILL');
    },
  };
}

async function startEvenly(count: number, withinMs: number): Promise<string[]> {
  const ids: string[] = [];
  const begun = performance.now();
  for (let index = 0; index < count; index += 1) {
    const dueAt = begun + (withinMs * index) / count;
    await sleep(Math.max(0, dueAt - performance.now()));
    ids.push(await startSurely(index));
  }
  return ids;
}

/** A start that is repeated under its correlation id until it is certain. */
async function startSurely(index: number): Promise<string> {
  for (;;) {
    try {
      const stages = [
        blueprint('a', 'effect', [], { holdBeforeMs: 50 }),
        blueprint('b', 'ticking', ['a'], { polls: 2 }),
        blueprint('c', 'noop', ['a']),
        blueprint('d', 'effect', ['b', 'c']),
      ];
      return await start(stages, { correlationId: `soak-${index}` });
    } catch {
      await sleep(200);
    }
  }
}

async function restartUntil(world: FaultWorld, isOver: () => boolean): Promise<number> {
  for (let restarts = 0; ; restarts += 1) {
    await sleep(5000 + Math.random() * 5000);
    if (isOver()) return restarts;
    await world.restartPostgres(restarts % 2 === 0 ? 'crash' : 'fast');
  }
}

async function killUntil(crew: Crew, isOver: () => boolean): Promise<number> {
  for (let kills = 0; ; kills += 1) {
    await sleep(3000 + Math.random() * 5000);
    if (isOver()) return kills;
    await crew.replace(kills % crew.workers.length);
  }
}

/** Stages whose work was begun by somebody who had read the run after the stage's end was recorded. */
async function effectsMadeTwice(): Promise<number> {
  const { rows } = await databasePool().query<{ count: number }>(
    `select count(*)::int as count from "FaultCall" c
     join "StageExecution" s on c."name" = lower(s."id") || '-' || s."restarts"
     where c."phase" = 'begin' and c."sawAt" > s."endTime" + interval '100 ms'`,
  );
  return rows[0]?.count ?? 0;
}
