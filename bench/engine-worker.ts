/** A worker process for P11: holds its task for ever when told to, and otherwise ends it at once. */
import { running, succeeded } from '#lib/engine/contract.ts';
import { kindOf, plainEngine, runEngineQueue } from '#lib/engine/testing/plain-engine.ts';

const holds = process.argv[2] === 'hold';
// A worker that has not yet said that it lives is another case: there the sweep helps.
const up = Promise.withResolvers<void>();
const held = kindOf('held', {
  run: async () => {
    await up.promise;
    console.log('at work');
    if (holds) await new Promise(() => undefined);
    return succeeded();
  },
});
// Keeps the process alive while the task hangs.
setInterval(() => undefined, 60_000);
const queue = await runEngineQueue(
  plainEngine([held, kindOf('noop'), kindOf('sleeper', { run: () => running({ afterMs: 3_600_000 }) })]),
);
up.resolve();
process.on('SIGTERM', () => void queue.stop().then(() => process.exit(0)));
