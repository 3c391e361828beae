import { logger } from '#lib/platform/logger.ts';

/**
 * When Graphile (0.18) shuts a runner down while PostgreSQL is away, its local queue cannot give back what it had fetched
 * ahead, and rejects a promise that nobody can hold: by itself that ends the process, with all the work in it. The jobs
 * are unlocked when the runner begins anew, so it is enough to say so. Every other lost rejection ends the process as usual.
 *
 * @returns how to stop listening
 */
export function forgiveLocalQueue(): () => void {
  const listener = (reason: unknown) => {
    if (!isOfLocalQueue(reason)) throw reason;
    logger('queue').warn({ error: reason.message }, 'jobs that were fetched ahead could not be given back');
  };
  process.on('unhandledRejection', listener);
  return () => process.off('unhandledRejection', listener);
}

const isOfLocalQueue = (reason: unknown): reason is Error =>
  reason instanceof Error && /graphile-worker[\\/].*localQueue\.js/.test(reason.stack ?? '');
