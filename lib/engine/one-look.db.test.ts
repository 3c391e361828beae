import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemContext } from '#lib/auth/index.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import type { RunningQueue } from '#lib/queue/index.ts';
import { running, succeeded } from './contract.ts';
import type { Engine } from './engine.ts';
import { blueprint, kindOf, plainEngine, runEngineQueue } from './testing/plain-engine.ts';
import { startExecution } from './verbs/start-execution.ts';
import { wake } from './wake.ts';

useTestDatabase();
const ctx = systemContext('test');
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
let queue: RunningQueue;
let engine: Engine;
let isDone = false;
let looks = 0;
let atOnce = 0;
let mostAtOnce = 0;

/** Waits for a key, and each look at the world takes a while. Its poll is far away: only wakes make it look. */
const watching = kindOf('watching', {
  async run() {
    looks += 1;
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    const saw = isDone;
    await sleep(60);
    atOnce -= 1;
    return saw ? succeeded() : running({ afterMs: 600_000, wakeOn: ['the world'] });
  },
});

beforeAll(async () => {
  await database().application.create({
    data: { name: 'shop', displayName: 'shop', createdBy: 'test', updatedBy: 'test' },
  });
  engine = plainEngine([watching]);
  queue = await runEngineQueue(engine);
});
beforeEach(() => {
  isDone = false;
  looks = 0;
  mostAtOnce = 0;
});
afterAll(async () => queue.stop());

async function waitingRun(): Promise<string> {
  const { executionId } = await withTransaction((tx) =>
    startExecution(ctx, tx, {
      application: 'shop',
      name: 'line',
      pipelineConfigId: null,
      stages: [blueprint('a', 'watching')],
      definition: {},
      trigger: { type: 'manual', user: 'ada' },
    }),
  );
  while (looks < 2 || atOnce > 0) await sleep(10);
  return executionId;
}

/** Long before the poll would come: whoever gets this far was woken. */
async function endsUnpolled(executionId: string): Promise<boolean> {
  const end = performance.now() + 20_000;
  while (performance.now() < end) {
    const run = await database().execution.findUniqueOrThrow({ where: { id: executionId } });
    if (run.status === 'SUCCEEDED') return true;
    await sleep(20);
  }
  return false;
}

test('wakes that come during a look make it look once more, not many times side by side', async () => {
  const executionId = await waitingRun();
  const before = looks;
  for (let change = 0; change < 20; change += 1) {
    await wake(engine.sql, ['the world']);
    await sleep(10);
  }
  isDone = true;
  await wake(engine.sql, ['the world']);
  expect(await endsUnpolled(executionId)).toBe(true);
  expect(mostAtOnce).toBe(1);
  expect(looks - before).toBeLessThan(15);
}, 60_000);

test('a change in the middle of a look that missed it is seen without a poll', async () => {
  for (let round = 0; round < 8; round += 1) {
    isDone = false;
    looks = 0;
    const executionId = await waitingRun();
    await wake(engine.sql, ['the world']);
    // From before the look to after its record: wherever the change falls, it must be seen.
    await sleep(round * 12);
    isDone = true;
    await wake(engine.sql, ['the world']);
    expect(await endsUnpolled(executionId)).toBe(true);
  }
}, 200_000);
