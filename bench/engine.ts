/**
 * npm run bench:engine: time between stages, throughput, cost by length of pipeline and of waiting runs, recovery from a
 * killed worker, beside what the bare queue does on the same machine in the same run. One worker, no-op stages, durable PostgreSQL.
 */
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, run as runGraphile } from 'graphile-worker';
import { systemContext } from '#lib/auth/index.ts';
import { running } from '#lib/engine/contract.ts';
import { blueprint, kindOf, plainEngine, runEngineQueue } from '#lib/engine/testing/plain-engine.ts';
import { type StartExecution, startExecution } from '#lib/engine/verbs/start-execution.ts';
import { database, databasePool, withTransaction } from '#lib/platform/database/index.ts';
import { every } from '#lib/worker/schedule.ts';
import { openWorld, percentile } from './engine-world.ts';
import { idleCost, idleWords } from './idle-cost.ts';
import { recoveryMs } from './killed-worker.ts';

const world = await openWorld();
const ctx = systemContext('bench');
const line = (length: number, kind = 'noop') =>
  Array.from({ length }, (_, index) =>
    blueprint(String(index), kind, index === 0 ? [] : [String(index - 1)]),
  );
const start = (stages: StartExecution['stages']) =>
  withTransaction((tx) =>
    startExecution(ctx, tx, {
      application: 'bench',
      name: 'bench',
      pipelineConfigId: null,
      stages,
      definition: {},
      trigger: { type: 'manual' },
    }),
  );

/** Starts runs of a length together and waits for all; returns stages a second. */
async function throughput(runs: number, length: number): Promise<number> {
  const begun = performance.now();
  const ids = await Promise.all(Array.from({ length: runs }, () => start(line(length))));
  await untilEnded(ids.map((one) => one.executionId));
  return (runs * length) / ((performance.now() - begun) / 1000);
}

const batchOf = 10;
const lengths = [10, 50, 250, 500] as const;

/** Of each length the same number of stages is run, so that what else the machine does falls on all alike. */
const stagesEach = 5000;

/** The time a batch of runs of each length takes, in turns, in ms by the clock of PostgreSQL. */
async function batches(rounds: number): Promise<Record<(typeof lengths)[number], number>> {
  const mean = { 10: 0, 50: 0, 250: 0, 500: 0 };
  for (let round = 0; round < rounds; round += 1) {
    for (const length of lengths) {
      const times = stagesEach / (length * batchOf);
      for (let time = 0; time < times; time += 1) mean[length] += (await batchMs(length)) / times / rounds;
    }
  }
  return mean;
}

async function batchMs(length: number): Promise<number> {
  const started = await Promise.all(Array.from({ length: batchOf }, () => start(line(length))));
  const ids = started.map((one) => one.executionId);
  await untilEnded(ids);
  const of = { where: { id: { in: ids } }, _min: { buildTime: true }, _max: { endTime: true } } as const;
  const { _min, _max } = await database().execution.aggregate(of);
  return (_max.endTime?.getTime() ?? Number.NaN) - (_min.buildTime?.getTime() ?? Number.NaN);
}

async function untilEnded(ids: readonly string[]): Promise<void> {
  for (;;) {
    const open = await database().execution.count({ where: { id: { in: [...ids] }, endTime: null } });
    if (open === 0) return;
    await sleep(20);
  }
}

/** Gaps in ms: a stage's end to the start of the work of the next, by the clock of PostgreSQL. */
const gaps: number[] = [];
const engine = plainEngine(
  [kindOf('noop'), kindOf('sleeper', { run: () => running({ afterMs: 3_600_000 }) })],
  {
    observe: {
      orderStarted: ({ what, lateMs }) => {
        if (what === 'stage') gaps.push(lateMs);
      },
    },
  },
);

async function gapsOf(work: () => Promise<unknown>): Promise<{ p50: number; p99: number }> {
  gaps.length = 0;
  await work();
  return { p50: percentile(gaps, 0.5), p99: percentile(gaps, 0.99) };
}

async function bareQueue(jobs: number): Promise<number> {
  let left = jobs;
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const pool = databasePool();
  await pool.query(
    `select graphile_worker.add_job('bench', json_build_object('n', n)) from generate_series(1, $1) n`,
    [jobs],
  );
  const begun = performance.now();
  const runner = await runGraphile({
    pgPool: pool,
    concurrency: 20,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
    parsedCronItems: [],
    taskList: {
      bench: async () => {
        left -= 1;
        if (left === 0) finish();
      },
    },
  });
  await done;
  const perSecond = jobs / ((performance.now() - begun) / 1000);
  await runner.stop();
  return perSecond;
}

const idleMs = Number(process.env.BENCH_IDLE_MS ?? 20_000);

const ms = (value: number): string => `${value.toFixed(1)} ms`;
const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`;
const say = (text: string): void => console.log(text);

try {
  await database().application.create({
    data: { name: 'bench', displayName: 'bench', createdBy: 'bench', updatedBy: 'bench' },
  });
  say(`${cpus().length} cores, ${cpus()[0]?.model.trim()}`);
  say(`bare queue: ${Math.round(await bareQueue(5000))} jobs/s`);
  const queue = await runEngineQueue(engine);
  await throughput(5, 20);
  const alone = await gapsOf(() => throughput(1, 300));
  say(`P1 alone: gap p50 ${ms(alone.p50)}, p99 ${ms(alone.p99)} (bar: 6, 25)`);
  const busy = await gapsOf(() => throughput(50, 40));
  say(`P1 with 50 runs at full load: gap p50 ${ms(busy.p50)}, p99 ${ms(busy.p99)} (bar: 50, 150)`);
  const perSecond = await throughput(50, 100);
  const bare = await bareQueue(5000);
  say(`P5: ${Math.round(perSecond)} stages/s (bar: 500)`);
  say(
    `  bare queue right after: ${Math.round(bare)} jobs/s, so a stage costs ${(bare / perSecond).toFixed(1)} bare jobs`,
  );
  const took = await batches(2);
  const early = (took[50] - took[10]) / (40 * batchOf);
  const late = (took[500] - took[250]) / (250 * batchOf);
  say(
    `  ${batchOf} runs at a time: ${lengths.map((length) => ms(took[length])).join(', ')} for ${lengths.join(', ')} stages`,
  );
  say(
    `P5 one more stage, in runs of 250-500 against 10-50 stages: ${late.toFixed(2)} against ${early.toFixed(2)} ms, ${(late / early).toFixed(2)} x (bar: 1 x)`,
  );
  // As every worker of the product does.
  const stopSweeping = every(5000, 'engine.sweep', {});
  await sleep(5000);
  const empty = await idleCost(idleMs);
  for (let begun = 0; begun < 1000; begun += 20) {
    await Promise.all(Array.from({ length: 20 }, () => start(line(1, 'sleeper'))));
  }
  await sleep(5000);
  const waiting = await idleCost(idleMs);
  stopSweeping();
  say(
    `P5 CPU of the worker + PostgreSQL with 1,000 waiting runs: ${idleWords(waiting)} of a core; without a run ${idleWords(empty)} (bar: no difference)`,
  );
  await queue.stop();
  const recoveries: number[] = [];
  for (let kill = 0; kill < 3; kill += 1) {
    recoveries.push(await recoveryMs(world.url, world.home, () => start(line(1, 'held'))));
  }
  say(
    `P11 kill -9 of the only worker in a task: at work again after ${seconds(percentile(recoveries, 0.5))}, at most ${seconds(Math.max(...recoveries))}, of ${recoveries.length} kills (bar: 15 s)`,
  );
} finally {
  await world.close();
}
