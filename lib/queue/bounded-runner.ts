import type { EventEmitter } from 'node:events';
import type { Runner } from 'graphile-worker';

/** After a shutdown that says it is complete, the runner's own promise may still take so long, in ms. */
const settleMs = 2000;

/**
 * A runner whose end comes in bounded time. Graphile (0.18) shuts a runner down when it cannot report a job's end, and in
 * some orders of broken connections it then waits for itself for ever: the process would live and take no work.
 *
 * @param events what the runner was given to tell its events on
 * @param drainMs how long running jobs may take to end
 */
export function boundedRunner(
  runner: Runner,
  events: EventEmitter,
  drainMs: number,
): Pick<Runner, 'promise' | 'stop'> {
  const over = new Promise<void>((resolve) => {
    const endIn = (ms: number) => setTimeout(resolve, ms).unref();
    events.once('pool:gracefulShutdown', () => endIn(drainMs + settleMs));
    events.once('pool:gracefulShutdown:complete', () => endIn(settleMs));
  });
  const promise = Promise.race([runner.promise, over]);
  return {
    promise,
    stop: async () => {
      const stopped = runner.stop();
      await Promise.race([stopped, over]);
    },
  };
}
