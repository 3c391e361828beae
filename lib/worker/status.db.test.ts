import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDatabase } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { engineMetrics, queueMetrics, stuckMetrics } from './observe.ts';
import { type StatusServer, startStatusServer } from './status-server.ts';

useTestDatabase();
let isReady = true;
let server: StatusServer;
beforeAll(async () => {
  server = await startStatusServer(0, () => isReady);
});
afterAll(() => server.stop());
const get = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`);

test('the metrics of a worker tell delay, duration, gaps, recoveries, and that nothing is stuck', async () => {
  queueMetrics().finished({ name: 'engine.runTask', waitedMs: 4, tookMs: 20, failed: false });
  const engine = engineMetrics();
  const order = { executionId: 'e', stageId: 's', type: 'wait', attempt: 1, job: '1' };
  engine.taskDone?.({ ...order, task: 'wait', status: 'succeeded', tookMs: 3 });
  engine.orderStarted?.({ ...order, what: 'stage', lateMs: 7 });
  engine.orderStarted?.({ ...order, what: 'run', lateMs: 7 });
  engine.recovered?.(2);
  stuckMetrics();
  const text = await (await get('/metrics')).text();
  expect(text).toContain('foredeck_queue_delay_seconds_bucket{le="0.005",job="engine.runTask"} 1');
  expect(text).toContain('foredeck_job_duration_seconds_count{job="engine.runTask",outcome="done"} 1');
  expect(text).toContain(
    'foredeck_task_duration_seconds_count{stage="wait",task="wait",status="succeeded"} 1',
  );
  expect(text).toContain('foredeck_stage_gap_seconds_count{stage="wait"} 1');
  expect(text).toContain('foredeck_order_delay_seconds_count{what="run"} 1');
  expect(text).toContain('foredeck_recoveries_total 2');
  expect(text).toContain('foredeck_stuck_stages 0');
});

test('a worker that is stopping lives, and is not ready', async () => {
  expect((await get('/readyz')).status).toBe(200);
  isReady = false;
  expect((await get('/readyz')).status).toBe(503);
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/secrets')).status).toBe(404);
  isReady = true;
});

test('a port that is taken is named by its setting', async () => {
  await expect(startStatusServer(server.port, () => true)).rejects.toThrow(
    /FOREDECK_WORKER_PORT \d+ cannot be used/,
  );
});

test('a database that is away makes it not ready, and the metrics go on', async () => {
  await closeDatabase();
  const { processState } = await import('#lib/platform/process-state.ts');
  const { Pool } = await import('pg');
  processState('database.pool', () => new Pool({ connectionString: 'postgresql://127.0.0.1:1/none' }));
  expect((await get('/readyz')).status).toBe(503);
  expect(await (await get('/metrics')).text()).toContain('foredeck_stuck_stages Nan');
});
