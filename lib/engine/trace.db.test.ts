import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemContext } from '#lib/auth/index.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { inSpan, startTracing } from '#lib/platform/tracing/index.ts';
import { startReceiver } from '#lib/platform/tracing/testing/receiver.ts';
import type { RunningQueue } from '#lib/queue/index.ts';
import { blueprint, kindOf, plainEngine, runEngineQueue } from './testing/plain-engine.ts';
import { ended } from './testing/run-watch.ts';
import { startExecution } from './verbs/start-execution.ts';

useTestDatabase();
const ctx = systemContext('test');
let queue: RunningQueue;

beforeAll(async () => {
  await database().application.create({
    data: { name: 'shop', displayName: 'shop', createdBy: 'test', updatedBy: 'test' },
  });
  queue = await runEngineQueue(plainEngine([kindOf('noop')]));
});
afterAll(async () => queue.stop());

test('one trace leads from a request over the start and the queue to every task, with the ids of run and stage', async () => {
  const receiver = await startReceiver();
  const tracing = await startTracing('foredeck-worker', { tracesUrl: receiver.url, serviceName: undefined });
  const { executionId } = await inSpan(
    { name: 'POST /pipelines/{id}/executions', kind: 'server' },
    async () =>
      await withTransaction((tx) =>
        startExecution(ctx, tx, {
          application: 'shop',
          name: 'line',
          pipelineConfigId: 'limited',
          limitConcurrent: true,
          stages: [blueprint('a', 'noop'), blueprint('b', 'noop', ['a'])],
          definition: {},
          trigger: { type: 'manual' },
        }),
      ),
  );
  const run = await ended(executionId);
  await queue.stop();
  await tracing.stop();
  await receiver.stop();
  const named = (name: string) => receiver.spans.filter((span) => span.name.startsWith(name));
  const [request] = named('POST');
  const [start] = named('execution.start');
  const [admit] = named('execution.admit');
  expect(new Set(receiver.spans.map((span) => span.traceId)).size).toBe(1);
  expect(start).toMatchObject({
    parentSpanId: request?.spanId,
    facts: { 'foredeck.execution.id': executionId },
  });
  expect(admit).toMatchObject({
    parentSpanId: start?.spanId,
    facts: { 'foredeck.execution.id': executionId },
  });
  const tasks = named('noop');
  expect(tasks.map((span) => span.facts['foredeck.stage.id']).sort()).toEqual(
    run.stages.map((stage) => stage.id).sort(),
  );
  for (const task of tasks) {
    expect(task).toMatchObject({
      parentSpanId: start?.spanId,
      facts: { 'foredeck.execution.id': executionId, 'foredeck.answer': 'succeeded' },
    });
    expect(task.facts['foredeck.job.id']).toMatch(/^\d+$/);
  }
});
