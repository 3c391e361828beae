import { EventEmitter } from 'node:events';
import { Logger, run, type TaskList } from 'graphile-worker';
import { config } from '#lib/platform/config.ts';
import { databasePool } from '#lib/platform/database/index.ts';
import { logger } from '#lib/platform/logger.ts';
import { type JobName, type JobPayload, jobs } from './catalogue.ts';
import { startHeartbeat } from './heartbeat.ts';

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
  const events = new EventEmitter();
  events.on('worker:create', ({ worker }: { worker: { workerId: string } }) =>
    lockNames.add(worker.workerId),
  );
  events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => lockNames.add(workerPool.id));
  const { concurrency } = config();
  const runner = await run({
    pgPool: databasePool(),
    taskList,
    events,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: queueLogger(),
    preset: {
      worker: {
        concurrentJobs: concurrency,
        pollInterval: 1000,
        localQueue: { size: concurrency * 2, ttl: 60_000 },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        gracefulShutdownAbortTimeout: DRAIN_MS,
      },
    },
  });
  const heartbeat = await startHeartbeat(() => [...lockNames]);
  runner.promise.catch((error: unknown) => log.error({ error: String(error) }, 'the queue ended'));
  return {
    async stop() {
      stopping.abort();
      await runner.stop();
      await heartbeat.stop();
    },
  };
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
