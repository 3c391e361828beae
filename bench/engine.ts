/**
 * npm run bench:engine: time between stages, throughput, cost by length of pipeline and of waiting runs, beside what the
 * bare queue does on the same machine in the same run. One worker, no-op stages, durable PostgreSQL.
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
  say(`P5: ${Math.round(await throughput(50, 100))} stages/s (bar: 500)`);
  const costs: { length: number; costMs: number }[] = [];
  for (const length of [10, 50, 100, 250, 500]) {
    const costMs = 1000 / (await throughput(Math.ceil(1500 / length), length));
    costs.push({ length, costMs });
    say(`  ${length}-stage pipelines: ${costMs.toFixed(2)} ms a stage`);
  }
  const [short] = costs;
  const long = costs.at(-1);
  if (short && long)
    say(
      `cost of a stage, 500-stage to 10-stage pipelines: ${(long.costMs / short.costMs).toFixed(2)} (1.00 = linear)`,
    );
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
} finally {
  await world.close();
}
