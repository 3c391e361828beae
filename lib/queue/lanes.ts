import { EventEmitter } from 'node:events';
import { Logger, type Runner, run, type TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import { config } from '#lib/platform/config.ts';
import { databasePool } from '#lib/platform/database/index.ts';
import { logger } from '#lib/platform/logger.ts';
import { boundedRunner } from './bounded-runner.ts';
import type { JobName } from './catalogue.ts';
import type { Heartbeat } from './heartbeat.ts';

/** Running jobs may take so long to end when the process is asked to stop. */
const DRAIN_MS = 20_000;

/** Slots of each worker that only jobs of this kind may take, so that they never wait behind slow ones. */
const urgent = { name: 'engine.urgent', slots: 4 } satisfies { name: JobName; slots: number };
/** Every new job wakes every lane: this one then looks so often at most, in ms. The other lane takes its jobs as well. */
const urgentLookMs = 50;

/** The lanes of this worker, which live and end together. */
export async function startLanes(
  taskList: TaskList,
  heartbeat: Pick<Heartbeat, 'register'>,
): Promise<Pick<Runner, 'promise' | 'stop'>> {
  const reserved = { [urgent.name]: taskList[urgent.name] };
  const lanes = [await startRunner(reserved, heartbeat, urgent.slots, urgentLookMs)];
  const stop = async () => {
    await Promise.allSettled(lanes.map((lane) => lane.stop()));
  };
  try {
    lanes.push(await startRunner(taskList, heartbeat, config().concurrency));
  } catch (error) {
    await stop();
    throw error;
  }
  // One that breaks off takes the other along; both begin anew.
  const lived = async () => {
    try {
      await Promise.race(lanes.map((lane) => lane.promise));
    } finally {
      await stop();
    }
  };
  return { promise: lived(), stop };
}

/** Graphile's runner, which takes no job before its name is registered. */
async function startRunner(
  taskList: TaskList,
  heartbeat: Pick<Heartbeat, 'register'>,
  slots: number,
  restMs = 0,
): Promise<Pick<Runner, 'promise' | 'stop'>> {
  const events = new EventEmitter();
  let lockName: string | undefined;
  let registered: Promise<void> | undefined;
  // Told before the runner asks for its first job.
  events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
    lockName = workerPool.id;
  });
  const register = async () => {
    if (lockName === undefined) return;
    registered ??= heartbeat.register(lockName);
    try {
      await registered;
    } catch (error) {
      // The database is away: the next connection tries again.
      registered = undefined;
      throw error;
    }
  };
  const runner = await run({
    pgPool: gatedPool(databasePool(), register),
    taskList,
    events,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: queueLogger(),
    preset: {
      worker: {
        concurrentJobs: slots,
        pollInterval: 1000,
        // What is fetched ahead waits here for a free slot although another worker may have one: so no more than needed.
        localQueue: {
          size: slots,
          ttl: 60_000,
          ...(restMs > 0 ? { refetchDelay: { durationMs: restMs, maxAbortThreshold: 1_000_000 } } : {}),
        },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        gracefulShutdownAbortTimeout: DRAIN_MS,
      },
    },
  });
  return boundedRunner(runner, events, DRAIN_MS);
}

/**
 * The pool, but a connection to work on is given out only after something was done. Who asks with a callback listens for
 * news and takes nothing.
 */
function gatedPool(pool: Pool, before: () => Promise<void>): Pool {
  const connect = (listener?: Parameters<Pool['connect']>[0]) =>
    listener ? pool.connect(listener) : before().then(() => pool.connect());
  return new Proxy(pool, {
    get(target, name) {
      if (name === 'connect') return connect;
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

/** The queue's own chatter: its errors and warnings are ours, the rest is for debugging. */
function queueLogger(): Logger {
  const log = logger('queue');
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error(message);
    else if (level === 'warning') log.warn(message);
    else log.debug(message);
  });
}
