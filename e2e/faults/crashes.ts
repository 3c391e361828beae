import { setTimeout as sleep } from 'node:timers/promises';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { databasePool } from '#lib/platform/database/index.ts';
import type { Fault } from './fault.ts';
import { assert, calls, effects, type FaultWorld, hasEnded, start, statusOf, until } from './world.ts';

const ms = (value: number): string => `${(value / 1000).toFixed(1)} s`;

export const crashes: readonly Fault[] = [
  {
    id: 'F01',
    title: 'a worker killed before its side effect: another goes on, and the effect happens once',
    run: (world) => killed(world, { firstHoldBeforeMs: 60_000 }, 'begin'),
  },
  {
    id: 'F02',
    title: 'a worker killed after its side effect and before the record: the next attempt adopts the result',
    run: (world) => killed(world, { firstHoldAfterMs: 60_000 }, 'made'),
  },
  {
    id: 'P11',
    title: 'the only worker killed in the middle of a task and started again at once: the run goes on',
    run: async (world) => {
      const worker = await world.worker();
      const id = await start([
        blueprint('s', 'effect', [], { firstHoldBeforeMs: 60_000 }),
        blueprint('t', 'noop', ['s']),
      ]);
      await until(async () => (await calls('s', 'begin')) === 1, 10_000);
      worker.signal('SIGKILL');
      const again = world.worker();
      const took = await until(() => hasEnded(id), 20_000);
      (await again).signal('SIGKILL');
      assert((await statusOf(id)) === 'SUCCEEDED', `it ended as ${await statusOf(id)}`);
      assert((await effects()) === 1, `${await effects()} effects`);
      return `resumed and ended ${ms(took)} after the kill, 1 effect`;
    },
  },
  {
    id: 'F03',
    title: 'a frozen worker thaws after another finished its task: its late answer is refused',
    run: async (world) => {
      const frozen = await world.worker();
      const id = await start([
        blueprint('s', 'effect', [], { firstHoldAfterMs: 12_000 }),
        blueprint('t', 'noop', ['s']),
      ]);
      await until(async () => (await calls('s', 'made')) === 1, 10_000);
      frozen.signal('SIGSTOP');
      const other = await world.worker();
      const took = await until(() => hasEnded(id), 40_000);
      const before = await statusOf(id);
      frozen.signal('SIGCONT');
      await until(
        async () => frozen.lines.some((line) => line.startsWith('refused')),
        10_000,
        () => 'no answer was refused',
      );
      const after = await statusOf(id);
      frozen.signal('SIGKILL');
      other.signal('SIGKILL');
      assert(before === 'SUCCEEDED' && after === before, `${before} became ${after}`);
      assert((await effects()) === 1, `${await effects()} effects`);
      return `taken over and ended after ${ms(took)}; the late answer was refused, 1 effect`;
    },
  },
  {
    id: 'F25',
    title: 'SIGTERM with 50 running stages: the worker drains, another takes over, nothing is failed',
    run: async (world) => {
      const first = await world.worker({ env: { FOREDECK_CONCURRENCY: '60' } });
      const ids = await Promise.all(
        Array.from({ length: 50 }, () =>
          start([
            blueprint('a', 'effect', [], { holdBeforeMs: 1000 }),
            blueprint('b', 'ticking', ['a'], { polls: 5 }),
          ]),
        ),
      );
      await until(async () => (await calls('a', 'begin')) >= 25, 20_000);
      first.signal('SIGTERM');
      const begun = performance.now();
      const second = await world.worker();
      const code = await first.ended;
      const drained = performance.now() - begun;
      await until(async () => (await Promise.all(ids.map(hasEnded))).every(Boolean), 40_000);
      const statuses = new Set(await Promise.all(ids.map(statusOf)));
      second.signal('SIGKILL');
      assert(code === 0, `the worker ended with ${code}: ${first.lines.slice(-3).join(' | ')}`);
      assert(drained < 30_000, `draining took ${ms(drained)}`);
      assert(statuses.size === 1 && statuses.has('SUCCEEDED'), `ended as ${[...statuses].join(', ')}`);
      assert((await effects()) === 50, `${await effects()} effects of 50`);
      return `drained in ${ms(drained)}; 50 of 50 succeeded, 50 effects`;
    },
  },
  {
    id: 'F08',
    title: 'PostgreSQL crashes every few seconds while runs go: all end, none twice, none stuck',
    run: async (world) => {
      const workers = [await world.worker(), await world.worker()];
      const count = Number(process.env.FOREDECK_FAULT_RUNS ?? 150);
      const restarts = Number(process.env.FOREDECK_FAULT_RESTARTS ?? 4);
      const ids: string[] = [];
      let crashed = 0;
      const crashing = (async () => {
        for (; crashed < restarts; crashed += 1) {
          await sleep(5000);
          await world.restartPostgres(crashed % 2 === 0 ? 'crash' : 'fast');
        }
      })();
      for (let index = 0; index < count; index += 1) ids.push(await startSurely(index));
      await crashing;
      const took = await until(
        async () => (await unfinished(ids)) === 0,
        90_000,
        () => `runs are stuck: ${workers.map((worker) => worker.lines.slice(-4).join(' | ')).join(' || ')}`,
      );
      const { rows } = await databasePool().query<{ status: string; count: number }>(
        `select "status", count(*)::int as count from "Execution" group by 1 order by 1`,
      );
      for (const worker of workers) worker.signal('SIGKILL');
      assert(rows.length === 1 && rows[0]?.status === 'SUCCEEDED', JSON.stringify(rows));
      assert(rows[0]?.count === count, `${rows[0]?.count} runs were made of ${count} starts`);
      assert((await effects()) === count, `${await effects()} effects of ${count}`);
      return `${count} runs over ${crashed} restarts: all ended ${ms(took)} after the last, ${count} effects`;
    },
  },
];

async function killed(world: FaultWorld, context: Record<string, number>, phase: string): Promise<string> {
  const first = await world.worker();
  const id = await start([blueprint('s', 'effect', [], context), blueprint('t', 'noop', ['s'])]);
  await until(async () => (await calls('s', phase)) === 1, 15_000);
  const second = await world.worker();
  first.signal('SIGKILL');
  const resumed = await until(
    async () => (await calls('s', 'begin')) === 2,
    15_000,
    () => 'nobody took the task over',
  );
  await until(() => hasEnded(id), 15_000);
  second.signal('SIGKILL');
  assert((await statusOf(id)) === 'SUCCEEDED', `it ended as ${await statusOf(id)}`);
  assert((await effects()) === 1, `${await effects()} effects`);
  return `taken over ${ms(resumed)} after the kill, 1 effect`;
}

/** A start that is repeated under its correlation id until it is certain. */
async function startSurely(index: number): Promise<string> {
  for (;;) {
    try {
      const stages = [
        blueprint('a', 'effect', [], { holdBeforeMs: 50 }),
        blueprint('b', 'ticking', ['a'], { polls: 2 }),
        blueprint('c', 'noop', ['a']),
        blueprint('d', 'noop', ['b', 'c']),
      ];
      return await start(stages, { correlationId: `soak-${index}` });
    } catch {
      await sleep(200);
    }
  }
}

async function unfinished(ids: readonly string[]): Promise<number> {
  const { rows } = await databasePool().query<{ count: number }>(
    `select count(*)::int as count from "Execution" where "id" = any ($1) and "endTime" is null`,
    [ids],
  );
  return rows[0]?.count ?? ids.length;
}
