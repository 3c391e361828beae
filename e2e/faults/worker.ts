/** A worker process for the fault tests: the engine with traceable kinds, nothing else. */

import { sweep } from '#lib/engine/index.ts';
import { plainEngine, runEngineQueue } from '#lib/engine/testing/plain-engine.ts';
import { databasePool } from '#lib/platform/database/index.ts';
import { faultKinds } from './kinds.ts';

const engine = plainEngine(faultKinds(databasePool()), {
  observe: {
    answerRefused: ({ stageId }) => console.log(`refused ${stageId}`),
    recovered: (count) => console.log(`recovered ${count}`),
  },
});
const queue = await runEngineQueue(engine);
const sweeping = setInterval(() => void sweep(engine).catch(() => undefined), 2000);
console.log('up');

process.on('SIGTERM', () => {
  void (async () => {
    clearInterval(sweeping);
    await queue.stop();
    console.log('drained');
    process.exit(0);
  })();
});
