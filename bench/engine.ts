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
import { openWorld, percentile } from './engine-world.ts';
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

/** The quickest of some batches of runs of a length, in ms. */
async function batch(length: number, times: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let time = 0; time < times; time += 1) {
    const perSecond = await throughput(batchOf, length);
    best = Math.min(best, (batchOf * length * 1000) / perSecond);
  }
  return best;
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
  const [at10, at50, at250, at500] = [
    await batch(10, 5),
    await batch(50, 5),
    await batch(250, 2),
    await batch(500, 2),
  ];
  const early = (at50 - at10) / (40 * batchOf);
  const late = (at500 - at250) / (250 * batchOf);
  say(
    `  ${batchOf} runs at a time: ${[at10, at50, at250, at500].map((took) => ms(took)).join(', ')} for 10, 50, 250, 500 stages`,
  );
  say(
    `  one more stage costs ${early.toFixed(2)} ms in a run of 10-50, ${late.toFixed(2)} ms in one of 250-500 stages`,
  );
  say(`cost of a stage, long pipelines to short: ${(late / early).toFixed(2)} (1.00 = linear)`);
  const before = process.cpuUsage();
  for (let begun = 0; begun < 1000; begun += 20) {
    await Promise.all(Array.from({ length: 20 }, () => start(line(1, 'sleeper'))));
  }
  await sleep(5000);
  const settled = process.cpuUsage(before);
  const idle = process.cpuUsage();
  await sleep(10_000);
  const used = process.cpuUsage(idle);
  say(
    `1,000 waiting runs: started with ${Math.round((settled.user + settled.system) / 1000)} ms CPU; then ${((used.user + used.system) / 100_000).toFixed(2)} % of a core`,
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
