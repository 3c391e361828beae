import { setTimeout as sleep } from 'node:timers/promises';
import type { TaskList } from 'graphile-worker';
import { logger } from '#lib/platform/logger.ts';
import { type JobName, type JobPayload, jobs } from './catalogue.ts';
import { startHeartbeat } from './heartbeat.ts';
import { startLanes } from './lanes.ts';
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

/**
 * Takes jobs from the queue and runs them by the handlers. The process says that it lives (heartbeat.ts); jobs of
 * processes that fell silent are unlocked for the others.
 */
export async function runQueue(handlers: JobHandlers, observer?: QueueObserver): Promise<RunningQueue> {
  const log = logger('queue');
  const stopping = new AbortController();
  const taskList: TaskList = Object.fromEntries(
    (Object.keys(jobs) as JobName[]).map((name) => [name, taskOf(name, handlers, stopping.signal, observer)]),
  );
  const heartbeat = await startHeartbeat();
  const begin = () => startLanes(taskList, heartbeat);
  let runner = await begin().catch(async (error: unknown) => {
    await heartbeat.stop().catch(() => undefined);
    throw error;
  });
  const stopForgiving = forgiveLocalQueue();
  // Graphile shuts its pool down when it cannot report a job's end, as while PostgreSQL restarts: begin anew then.
  const supervising = (async () => {
    for (;;) {
      await runner.promise.catch((error: unknown) =>
        log.warn({ error: String(error) }, 'the queue broke off'),
      );
      if (stopping.signal.aborted) return;
      const next = await again(async () => {
        await heartbeat.releaseAll();
        return await begin();
      }, stopping.signal);
      if (!next) return;
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
