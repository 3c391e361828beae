/** A worker process for the fault tests: the engine with traceable kinds, and the product's own that need no cluster. */

import { createEngine, engineHandlers, forgetOldExecutions, sweep } from '#lib/engine/index.ts';
import { databasePool } from '#lib/platform/database/index.ts';
import { createOutbound } from '#lib/platform/outbound/index.ts';
import { runQueue } from '#lib/queue/index.ts';
import { startStatusServer } from '#lib/worker/status-server.ts';
import { faultKinds, productKinds } from './kinds.ts';

const allowed = process.env.FAULT_HOSTS?.split(',') ?? [];
const totalMs = Number(process.env.FAULT_HTTP_MS ?? 30_000);
const kinds = new Map([...faultKinds(databasePool()), ...productKinds].map((kind) => [kind.type, kind]));
const engine = createEngine({
  pool: databasePool(),
  find: (type) => kinds.get(type),
  services: { http: createOutbound({ allowedHosts: allowed, limits: { totalMs } }) },
  observe: {
    answerRefused: ({ stageId }) => console.log(`refused ${stageId}`),
    recovered: (count) => console.log(`recovered ${count}`),
  },
});
const queue = await runQueue({
  ...engineHandlers(engine),
  'notifications.progress': async () => undefined,
  'notifications.deliver': async () => undefined,
  'upkeep.forget': async () => {
    console.log(`forgot ${await forgetOldExecutions(engine.sql)}`);
  },
});
// One after another, as in the product, where a sweep is a job.
let isSweeping = false;
const sweeping = setInterval(async () => {
  if (isSweeping) return;
  isSweeping = true;
  await sweep(engine).catch(() => undefined);
  isSweeping = false;
}, 2000);
const status = await startStatusServer(0, () => true);
console.log(`status ${status.port}`);
console.log('up');

process.on('SIGTERM', () => {
  void (async () => {
    clearInterval(sweeping);
    await queue.stop();
    console.log('drained');
    process.exit(0);
  })();
});
