import type { EngineObserver } from '#lib/engine/index.ts';
import type { Fleet } from '#lib/fleet/index.ts';
import { database } from '#lib/platform/database/index.ts';
import { logger } from '#lib/platform/logger.ts';
import { counter, gauge, histogram } from '#lib/platform/metrics.ts';
import type { QueueObserver } from '#lib/queue/index.ts';

/** What the queue does, in metrics. */
export function queueMetrics(): QueueObserver {
  const delay = histogram({
    name: 'foredeck_queue_delay_seconds',
    help: 'Time from the moment a job was due to its start, by kind of job',
    labels: ['job'],
  });
  const duration = histogram({
    name: 'foredeck_job_duration_seconds',
    help: 'Time a job took, by kind and outcome',
    labels: ['job', 'outcome'],
  });
  return {
    finished({ name, waitedMs, tookMs, failed }) {
      delay.observe({ job: name }, waitedMs / 1000);
      duration.observe({ job: name, outcome: failed ? 'failed' : 'done' }, tookMs / 1000);
    },
  };
}

/** What the engine does, in metrics and, with its ids, in the log. */
export function engineMetrics(): EngineObserver {
  const log = logger('engine');
  const duration = histogram({
    name: 'foredeck_task_duration_seconds',
    help: 'Time a task took once, by kind of stage, task and answer',
    labels: ['stage', 'task', 'status'],
  });
  const gap = histogram({
    name: 'foredeck_stage_gap_seconds',
    help: 'Time from the end of a stage to the start of the work of the next, by kind of the next',
    labels: ['stage'],
  });
  const delay = histogram({
    name: 'foredeck_order_delay_seconds',
    help: 'Time from the moment the first stage of a run (run) or a look of a task (step) was due to the start of its work',
    labels: ['what'],
  });
  const recoveries = counter({
    name: 'foredeck_recoveries_total',
    help: 'Runs whose work had no job any more and was sent again',
  });
  const refused = counter({
    name: 'foredeck_late_answers_total',
    help: 'Answers of tasks that came too late and were not taken',
  });
  return {
    taskDone({ type, task, status, tookMs, ...ids }) {
      duration.observe({ stage: type, task, status }, tookMs / 1000);
      // A failure is news; the rest is told by metrics and by the run itself.
      const level = failures.has(status) ? 'info' : 'debug';
      log[level]({ ...ids, stage: type, task, status, ms: Math.round(tookMs) }, 'order carried out');
    },
    orderStarted({ type, what, lateMs }) {
      if (what === 'stage') gap.observe({ stage: type }, lateMs / 1000);
      else delay.observe({ what }, lateMs / 1000);
    },
    recovered(count) {
      recoveries.inc(count);
      log.warn({ count }, 'runs had lost their work, and were given it again');
    },
    answerRefused({ type, ...ids }) {
      refused.inc();
      log.warn({ ...ids, stage: type }, 'an answer came too late and was not taken');
    },
  };
}

const failures: ReadonlySet<string> = new Set(['failed', 'retry', 'planningFailed']);

/** An order this long overdue counts as stuck; the sweep mends one within seconds, so the number is to be 0. */
const STUCK_SECONDS = 60;

/** Orders that are overdue and not at work, asked of the database whenever the metrics are read. */
export function stuckMetrics(): void {
  gauge({
    name: 'foredeck_stuck_stages',
    help: `Stages whose next step is overdue by more than ${STUCK_SECONDS} s and that no worker holds; to be 0`,
    async collect(self) {
      self.set(await stuckStages().catch(() => Number.NaN));
    },
  });
}

/** Rejects while the database is away: then nobody knows. */
async function stuckStages(): Promise<number> {
  const rows = await database().$queryRaw<{ count: number }[]>`
        with held as materialized (
          select j.key, j.id::text as "id" from graphile_worker.jobs j where j.locked_at is not null
        )
        select count(*)::int as "count" from "Execution" e join "StageExecution" s on s."executionId" = e."id"
        where e."status" = 'RUNNING' and s."status" = 'RUNNING' and s."phase" <> 'waiting'
          and s."dueAt" < now() - make_interval(secs => ${STUCK_SECONDS})
          and not exists (select 1 from held where held.key = s."id" || ':' || s."attempt")
          and not exists (select 1 from held where held."id" = split_part(s."carrier", ':', 1)
            and split_part(s."carrier", ':', 2) = s."attempt"::text)`;
  return rows[0]?.count ?? 0;
}

/** How fresh each account's cache is, asked whenever the metrics are read. */
export function fleetMetrics(fleet: Fleet, now: () => number = Date.now): void {
  const labels = ['account'] as const;
  gauge({
    name: 'foredeck_account_silence_seconds',
    help: 'Time since a cluster last proved alive',
    labels,
    collect(self) {
      self.reset();
      for (const { name, cache } of fleet.members()) {
        const { lastHeard, since } = cache.status();
        self.set({ account: name }, (now() - (lastHeard ?? since)) / 1000);
      }
    },
  });
  gauge({
    name: 'foredeck_account_live',
    help: '1 while the cache of an account is live, 0 while it is not',
    labels,
    collect(self) {
      self.reset();
      for (const { name, cache } of fleet.members())
        self.set({ account: name }, cache.status().state === 'live' ? 1 : 0);
    },
  });
  gauge({
    name: 'foredeck_account_objects',
    help: 'Objects in the cache of an account',
    labels,
    collect(self) {
      self.reset();
      for (const { name, cache } of fleet.members()) self.set({ account: name }, cache.status().objects);
    },
  });
}
