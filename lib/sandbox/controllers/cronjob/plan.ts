import { Cron } from 'croner';
import { isTrue } from '../objects/conditions.ts';
import { isDeleting, millisOf, wireTime } from '../objects/meta.ts';
import type { CronJob, CronJobStatus, Job } from '../objects/workloads.ts';
import type { EventNote } from '../runtime/events.ts';

/** What one look at a cron job decides. */
interface CronPlan {
  /** The time to create a job for. */
  create: Date | undefined;
  remove: Job[];
  notes: EventNote[];
  status: CronJobStatus;
  againMs: number | undefined;
}

/** After so many missed times a cron job gives up counting them. */
const TOO_MANY_MISSED = 100;

/** Decides about a cron job. Pure. */
export function planCronJob(cronJob: CronJob, jobs: readonly Job[], now: Date): CronPlan {
  const known = cronJob.status?.active ?? [];
  const running = jobs.filter((job) => !isOver(job) && known.some(({ uid }) => uid === job.metadata.uid));
  const successes = jobs.filter((job) => isTrue(job.status?.conditions, 'Complete'));
  const lastSuccess = Math.max(0, ...successes.map(({ status }) => millisOf(status?.completionTime)));
  const status: CronJobStatus = {
    ...cronJob.status,
    active:
      running.length > 0
        ? known.filter((one) => running.some((job) => job.metadata.uid === one.uid))
        : undefined,
    ...(lastSuccess > millisOf(cronJob.status?.lastSuccessfulTime)
      ? { lastSuccessfulTime: wireTime(new Date(lastSuccess)) }
      : {}),
  };
  const plan: CronPlan = {
    create: undefined,
    remove: surplus(cronJob, jobs),
    notes: [...finishedNotes(cronJob, jobs), ...strangeNotes(cronJob, jobs)],
    status,
    againMs: undefined,
  };
  if (isDeleting(cronJob) || cronJob.spec.suspend) return plan;
  let schedule: Cron;
  try {
    schedule = new Cron(cronJob.spec.schedule, { timezone: cronJob.spec.timeZone ?? 'UTC', paused: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `unparseable schedule: "${cronJob.spec.schedule}" : ${why}`;
    return { ...plan, notes: [...plan.notes, { type: 'Warning', reason: 'UnparseableSchedule', message }] };
  }
  const next = schedule.nextRun(now);
  plan.againMs = next ? next.getTime() - now.getTime() + 100 : undefined;
  decideDue(cronJob, plan, schedule, running, now);
  return plan;
}

function decideDue(
  cronJob: CronJob,
  plan: CronPlan,
  schedule: Cron,
  running: readonly Job[],
  now: Date,
): void {
  const { startingDeadlineSeconds: deadline, concurrencyPolicy } = cronJob.spec;
  const lastMs = millisOf(cronJob.status?.lastScheduleTime) || millisOf(cronJob.metadata.creationTimestamp);
  const fromMs = deadline === undefined ? lastMs : Math.max(lastMs, now.getTime() - deadline * 1000);
  let due: Date | undefined;
  let missed = 0;
  for (let at = schedule.nextRun(new Date(fromMs)); at && at <= now; at = schedule.nextRun(at)) {
    due = at;
    if (++missed > TOO_MANY_MISSED) {
      due = schedule.previousRuns(1, new Date(now.getTime() + 1))[0] ?? at;
      plan.notes.push({
        type: 'Warning',
        reason: 'TooManyMissedTimes',
        message:
          'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew',
      });
      break;
    }
  }
  if (!due) return;
  if (running.length > 0 && concurrencyPolicy === 'Forbid') {
    plan.notes.push({
      type: 'Normal',
      reason: 'JobAlreadyActive',
      message: 'Not starting job because prior execution is running and concurrency policy is Forbid',
    });
    return;
  }
  if (concurrencyPolicy === 'Replace') {
    plan.remove.push(...running);
    plan.status = { ...plan.status, active: undefined };
  }
  plan.create = due;
  plan.status = { ...plan.status, lastScheduleTime: wireTime(due) };
}

function isOver(job: Job): boolean {
  return isTrue(job.status?.conditions, 'Complete') || isTrue(job.status?.conditions, 'Failed');
}

/** The reference by which a cron job's status names a running job. */
export function referenceTo(job: Job): NonNullable<CronJobStatus['active']>[number] {
  const { name, namespace, uid, resourceVersion } = job.metadata;
  return { apiVersion: 'batch/v1', kind: 'Job', name, namespace, resourceVersion, uid };
}

function surplus(cronJob: CronJob, jobs: readonly Job[]): Job[] {
  const { successfulJobsHistoryLimit = 3, failedJobsHistoryLimit = 1 } = cronJob.spec;
  const oldest = (a: Job, b: Job) => millisOf(a.status?.startTime) - millisOf(b.status?.startTime);
  const beyond = (type: string, limit: number) => {
    const ended = jobs.filter((job) => isTrue(job.status?.conditions, type)).sort(oldest);
    return ended.slice(0, Math.max(0, ended.length - limit)).filter((job) => !isDeleting(job));
  };
  return [...beyond('Complete', successfulJobsHistoryLimit), ...beyond('Failed', failedJobsHistoryLimit)];
}

/** Jobs under this owner that it did not make, or does not remember. */
function strangeNotes(cronJob: CronJob, jobs: readonly Job[]): EventNote[] {
  const known = new Set((cronJob.status?.active ?? []).map(({ uid }) => uid));
  return jobs
    .filter((job) => !isOver(job) && !known.has(job.metadata.uid))
    .map((job) => ({
      type: 'Warning' as const,
      reason: 'UnexpectedJob',
      message: `Saw a job that the controller did not create or forgot: ${job.metadata.name}`,
    }));
}

/** Jobs that the status still names as active and that have ended since. */
function finishedNotes(cronJob: CronJob, jobs: readonly Job[]): EventNote[] {
  return (cronJob.status?.active ?? []).flatMap(({ uid, name }) => {
    const job = jobs.find((candidate) => candidate.metadata.uid === uid);
    if (!job)
      return [{ type: 'Normal' as const, reason: 'MissingJob', message: `Active job went missing: ${name}` }];
    if (!isOver(job)) return [];
    const outcome = isTrue(job.status?.conditions, 'Complete') ? 'Complete' : 'Failed';
    return [
      {
        type: 'Normal' as const,
        reason: 'SawCompletedJob',
        message: `Saw completed job: ${name}, condition: ${outcome}`,
      },
    ];
  });
}
