import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemContext } from '#lib/auth/index.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import type { RunningQueue } from '#lib/queue/index.ts';
import { failed, running, succeeded } from './contract.ts';
import type { Engine } from './engine.ts';
import { isObject } from './model.ts';
import { blueprint, kindOf, plainEngine, runEngineQueue } from './testing/plain-engine.ts';
import { ended, isIn, stagesOf, until } from './testing/run-watch.ts';
import { restartStage } from './verbs/restart-stage.ts';
import { skipStage } from './verbs/skip-stage.ts';
import { type StartExecution, startExecution } from './verbs/start-execution.ts';

useTestDatabase();
const ctx = systemContext('ada');
const calls: string[] = [];
let isWhole = false;
const kinds = [
  kindOf('noop', {
    run: (run) => {
      calls.push(run.stage.refId);
      return succeeded({ outputs: { from: run.stage.refId } });
    },
  }),
  kindOf('broken', { run: () => (isWhole ? succeeded() : failed('It broke: mend it.')) }),
  kindOf('long', { run: () => running({ afterMs: 60_000 }), canManuallySkip: () => true }),
  kindOf('strict', { run: () => running({ afterMs: 60_000 }) }),
  // What the pipeline stage does: starts a child once, and waits for it.
  kindOf('parent', {
    run: async (run) => {
      const known = run.context.executionId;
      if (typeof known !== 'string') {
        const child = { executionId: run.execution.id, stageId: run.stage.id, rootId: run.execution.id };
        const executionId = await start([blueprint('c', 'broken')], { parent: child });
        return running({ afterMs: 50, context: { executionId } });
      }
      const row = await database().execution.findUniqueOrThrow({ where: { id: known } });
      if (row.endTime === null) return running({ afterMs: 50 });
      return row.status === 'SUCCEEDED' ? succeeded() : failed(`The child is ${row.status}.`);
    },
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

async function start(stages: StartExecution['stages'], rest: Partial<StartExecution> = {}): Promise<string> {
  const { executionId } = await withTransaction((tx) =>
    startExecution(ctx, tx, {
      application: 'shop',
      name: 'line',
      pipelineConfigId: null,
      stages,
      definition: {},
      trigger: { type: 'manual' },
      ...rest,
    }),
  );
  return executionId;
}
const stageId = async (executionId: string, refId: string) =>
  (await database().stageExecution.findFirstOrThrow({ where: { executionId, refId } })).id;
const contextOf = async (id: string) => {
  const { context } = await database().stageData.findUniqueOrThrow({ where: { stageId: id } });
  return isObject(context) ? context : {};
};
const audited = async (executionId: string) =>
  (await database().auditEntry.findMany({ where: { subject: `execution ${executionId}` } })).map(
    (entry) => `${entry.action} ${entry.summary}`,
  );

test('a restart runs the stage and all behind it again, and nothing beside it', async () => {
  const id = await start([
    blueprint('a', 'noop'),
    blueprint('b', 'noop', ['a']),
    blueprint('c', 'noop', ['b']),
    blueprint('d', 'noop', ['a']),
  ]);
  await ended(id);
  calls.length = 0;
  await restartStage(ctx, engine, { executionId: id, stageId: await stageId(id, 'b'), reason: 'once more' });
  expect((await ended(id)).status).toBe('SUCCEEDED');
  expect(calls).toEqual(['b', 'c']);
  expect(await audited(id)).toContain('execution.restart line: once more');
});

test('a failed stage is left out with a reason that is kept, and the run goes on behind it', async () => {
  isWhole = false;
  const id = await start([blueprint('a', 'broken'), blueprint('b', 'noop', ['a'])]);
  expect((await ended(id)).status).toBe('TERMINAL');
  const stage = await stageId(id, 'a');
  await restartStage(ctx, engine, {
    executionId: id,
    stageId: stage,
    settleAs: 'SKIPPED',
    reason: 'done by hand',
  });
  expect((await ended(id)).status).toBe('SUCCEEDED');
  expect(await stagesOf(id)).toEqual(['a SKIPPED', 'b SUCCEEDED']);
  expect(await contextOf(stage)).toMatchObject({
    settledAs: 'SKIPPED',
    restartDetails: { restartedBy: 'ada', reason: 'done by hand' },
    exception: { details: { error: 'It broke: mend it.' } },
  });
  expect(await audited(id)).toContain('execution.skip-failed line: done by hand');
});

test('a failure is ignored with a reason that is kept, and the run goes on behind it', async () => {
  isWhole = false;
  const id = await start([blueprint('a', 'broken'), blueprint('b', 'noop', ['a'])]);
  await ended(id);
  const stage = await stageId(id, 'a');
  await restartStage(ctx, engine, {
    executionId: id,
    stageId: stage,
    settleAs: 'FAILED_CONTINUE',
    reason: 'flaky check',
  });
  expect((await ended(id)).status).toBe('SUCCEEDED');
  expect(await stagesOf(id)).toEqual(['a FAILED_CONTINUE', 'b SUCCEEDED']);
  expect(await audited(id)).toContain('execution.ignore-failure line: flaky check');
});

test('a stage that allows it is skipped while it runs, and says by whom and why', async () => {
  const id = await start([blueprint('a', 'long'), blueprint('b', 'noop', ['a'])]);
  const stage = await stageId(id, 'a');
  await until(
    async () => (await database().stageExecution.count({ where: { id: stage, phase: 'tasks' } })) === 1,
  );
  await skipStage(ctx, { executionId: id, stageId: stage, reason: 'no need' });
  expect((await ended(id)).status).toBe('SUCCEEDED');
  expect(await stagesOf(id)).toEqual(['a SKIPPED', 'b SUCCEEDED']);
  expect(await contextOf(stage)).toMatchObject({ skipDetails: { skippedBy: 'ada', reason: 'no need' } });
});

test('a stage that does not allow it is not skipped while it runs, and no stage restarted while at work', async () => {
  const id = await start([blueprint('a', 'strict')]);
  await isIn(id, 'RUNNING');
  const stage = await stageId(id, 'a');
  await expect(skipStage(ctx, { executionId: id, stageId: stage })).rejects.toThrow('may not be skipped');
  await expect(restartStage(ctx, engine, { executionId: id, stageId: stage })).rejects.toThrow('at work');
});

test('a child that is restarted is waited for once more by its parent, which starts no other', async () => {
  isWhole = false;
  const parent = await start([blueprint('p', 'parent'), blueprint('q', 'noop', ['p'])]);
  expect((await ended(parent)).status).toBe('TERMINAL');
  const [child] = await database().execution.findMany({ where: { parentExecutionId: parent } });
  isWhole = true;
  const childId = child?.id ?? '';
  await restartStage(ctx, engine, { executionId: childId, stageId: await stageId(childId, 'c') });
  expect((await ended(childId)).status).toBe('SUCCEEDED');
  expect((await ended(parent)).status).toBe('SUCCEEDED');
  expect(await database().execution.count({ where: { parentExecutionId: parent } })).toBe(1);
});
