import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, type Runner, run, type TaskList } from 'graphile-worker';
import { config } from '#lib/platform/config.ts';
import { database, databasePool } from '#lib/platform/database/index.ts';
import { logger } from '#lib/platform/logger.ts';
import { boundedRunner } from './bounded-runner.ts';
import { type JobName, type JobPayload, jobs } from './catalogue.ts';
import { startHeartbeat } from './heartbeat.ts';
import { forgiveLocalQueue } from './lost-promise.ts';

export interface JobContext {
  /** The queue's own id of the job: the same when it is delivered again. */
  id: string;
  /** Aborted when the process is asked to stop and the job should hand over. */
  signal: AbortSignal;
  /** 1 for the first delivery. */
  attempt: number;
}

export type JobHandlers = { [N in JobName]: (payload: JobPayload<N>, job: JobContext) => Promise<void> };

export interface RunningQueue {
  /** Takes no more jobs, lets the running ones end (within `drainMs`), and gives back what is left. */
  stop(): Promise<void>;
}

/** What only shows when the job runs: how often each kind ran, how long it took and waited. */
export interface QueueObserver {
  finished(job: { name: JobName; waitedMs: number; tookMs: number; failed: boolean }): void;
}

const DRAIN_MS = 20_000;

/**
 * Takes jobs from the queue and runs them by the handlers. The process says that it lives (heartbeat.ts); jobs of
 * processes that fell silent are unlocked for the others.
 */
export async function runQueue(handlers: JobHandlers, observer?: QueueObserver): Promise<RunningQueue> {
  const log = logger('queue');
  const stopping = new AbortController();
  const lockNames = new Set<string>();
  const taskList: TaskList = Object.fromEntries(
    (Object.keys(jobs) as JobName[]).map((name) => [name, taskOf(name, handlers, stopping.signal, observer)]),
  );
  const begin = () => startLanes(taskList, lockNames);
  let runner = await begin();
  const heartbeat = await startHeartbeat(() => [...lockNames]);
  const stopForgiving = forgiveLocalQueue();
  // Graphile shuts its pool down when it cannot report a job's end, as while PostgreSQL restarts: begin anew then.
  const supervising = (async () => {
    for (;;) {
      await runner.promise.catch((error: unknown) =>
        log.warn({ error: String(error) }, 'the queue broke off'),
      );
      if (stopping.signal.aborted) return;
      const names = [...lockNames];
      const next = await again(async () => {
        await database().$executeRaw`select graphile_worker.force_unlock_workers(${names}::text[])`;
        return await begin();
      }, stopping.signal);
      if (!next) return;
      for (const name of names) lockNames.delete(name);
      runner = next;
      log.warn('the queue goes on');
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await runner.stop().catch(() => undefined);
      await supervising;
      await heartbeat.stop();
      stopForgiving();
    },
  };
}

/** Slots of each worker that only jobs of this kind may take, so that they never wait behind slow ones. */
const urgent = { name: 'engine.urgent', slots: 4 } satisfies { name: JobName; slots: number };
/** Every new job wakes every lane: this one then looks so often at most, in ms. The other lane takes its jobs as well. */
const urgentLookMs = 50;

/** The lanes of this worker, which live and end together. */
async function startLanes(
  taskList: TaskList,
  lockNames: Set<string>,
): Promise<Pick<Runner, 'promise' | 'stop'>> {
  const reserved = { [urgent.name]: taskList[urgent.name] };
  const lanes = [await startRunner(reserved, lockNames, urgent.slots, urgentLookMs)];
  const stop = async () => {
    await Promise.allSettled(lanes.map((lane) => lane.stop()));
  };
  try {
    // Last, for who takes jobs is to say at once that it lives.
    lanes.push(await startRunner(taskList, lockNames, config().concurrency));
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

/** Graphile's runner; the names under which it locks jobs are added to `lockNames`. */
async function startRunner(
  taskList: TaskList,
  lockNames: Set<string>,
  slots: number,
  restMs = 0,
): Promise<Pick<Runner, 'promise' | 'stop'>> {
  const events = new EventEmitter();
  events.on('worker:create', ({ worker }: { worker: { workerId: string } }) =>
    lockNames.add(worker.workerId),
  );
  events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => lockNames.add(workerPool.id));
  const runner = await run({
    pgPool: databasePool(),
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

/** Tries every half second until it works; undefined when told to stop. */
async function again<T>(work: () => Promise<T>, stop: AbortSignal): Promise<T | undefined> {
  while (!stop.aborted) {
    try {
      return await work();
    } catch {
      await sleep(500);
    }
  }
  return undefined;
}

function taskOf<N extends JobName>(
  name: N,
  handlers: JobHandlers,
  signal: AbortSignal,
  observer: QueueObserver | undefined,
): TaskList[string] {
  return async (raw, { job }) => {
    const started = Date.now();
    let failed = true;
    try {
      const payload = jobs[name].parse(raw) as JobPayload<N>;
      await handlers[name](payload, { id: String(job.id), signal, attempt: job.attempts });
      failed = false;
    } finally {
      const waitedMs = Math.max(0, started - Math.max(job.run_at.getTime(), 0));
      observer?.finished({ name, waitedMs, tookMs: Date.now() - started, failed });
    }
  };
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
