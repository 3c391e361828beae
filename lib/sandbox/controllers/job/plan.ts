import { compact } from '../objects/compact.ts';
import { findCondition, isTrue, withCondition } from '../objects/conditions.ts';
import { type Condition, isDeleting, millisOf, wireTime } from '../objects/meta.ts';
import { isActive, isFinished, isReady, type Pod } from '../objects/pod.ts';
import type { Job, JobStatus } from '../objects/workloads.ts';
import type { EventNote } from '../runtime/events.ts';
import { formatIndexes, INDEX, parseIndexes } from './indexes.ts';

/** Holds a finished pod until it is counted in the job's status. */
export const TRACKING = 'batch.kubernetes.io/job-tracking';

const FIRST_DELAY_MS = 10_000;
const LAST_DELAY_MS = 600_000;

/** What one look at a job decides. */
interface JobPlan {
  /** Pods to create; with an index each for indexed jobs. */
  create: (number | undefined)[];
  remove: Pod[];
  /** Pods that are counted by the new status and need not be held any longer. */
  counted: Pod[];
  status: JobStatus;
  notes: EventNote[];
  /** The job has been over for as long as it was to be kept. */
  isExpired: boolean;
  againMs: number | undefined;
}

/** What a plan is made from. */
interface JobView {
  job: Job;
  pods: readonly Pod[];
  now: Date;
  /** Delays after failures are divided by this. */
  speed: number;
}

interface Ending {
  isSuccess: boolean;
  reason: string;
  message: string;
}

/** Whether the job is over, well or badly. */
export function isJobOver(job: Job): boolean {
  return isTrue(job.status?.conditions, 'Complete') || isTrue(job.status?.conditions, 'Failed');
}

/** Decides about a job by the real controller's rules. Pure. */
export function planJob(view: JobView): JobPlan {
  const { job, pods, now } = view;
  const held = pods.filter((pod) => pod.metadata.finalizers?.includes(TRACKING));
  if (isJobOver(job)) return afterwards(view, held);

  const finished = held.filter(isFinished);
  const isIndexed = job.spec.completionMode === 'Indexed';
  const indexes = parseIndexes(job.status?.completedIndexes);
  const succeeded = finished.filter((pod) => pod.status?.phase === 'Succeeded');
  if (isIndexed) for (const pod of succeeded) indexes.add(indexOf(pod));
  const tally = {
    succeeded: isIndexed ? indexes.size : (job.status?.succeeded ?? 0) + succeeded.length,
    failed: (job.status?.failed ?? 0) + finished.length - succeeded.length,
  };
  const active = pods.filter(isActive);
  const terminating = pods.filter((pod) => isDeleting(pod) && !isFinished(pod)).length;
  const startTime = job.status?.startTime ?? (job.spec.suspend ? undefined : wireTime(now));
  const plan: JobPlan = {
    create: [],
    remove: [],
    counted: finished,
    notes: [],
    status: {},
    isExpired: false,
    againMs: undefined,
  };
  let status: JobStatus = {
    ...job.status,
    ...tally,
    startTime,
    active: active.length,
    ready: active.filter(isReady).length,
    terminating,
    completedIndexes: isIndexed ? formatIndexes(indexes) : undefined,
    uncountedTerminatedPods: {},
  };

  const ending = knownEnding(job) ?? failure(view, tally.failed, active, startTime);
  if (ending) {
    plan.remove = active;
    status = { ...status, active: 0, ready: 0, terminating: terminating + active.length };
    plan.status = end(plan, status, ending, now);
    return done(plan);
  }
  if (!isDeleting(job)) manage(view, plan, tally.succeeded, active, indexes);
  const left = active.length + plan.create.length - plan.remove.length;
  if (isComplete(job, tally.succeeded, left)) {
    const words = 'Reached expected number of succeeded pods';
    plan.status = end(plan, status, { isSuccess: true, reason: 'CompletionsReached', message: words }, now);
    return done(plan);
  }
  plan.status = suspension(plan, { ...status, active: left }, job, now);
  plan.againMs = earliest(plan.againMs, deadlineLeft(job, startTime, now));
  return done(plan);
}

function done(plan: JobPlan): JobPlan {
  return { ...plan, status: compact(plan.status, ['ready', 'terminating']) };
}

function indexOf(pod: Pod): number {
  return Number(pod.metadata.annotations?.[INDEX] ?? pod.metadata.labels?.[INDEX] ?? 0);
}

/** An ending that was decided before and waits for its pods to go. */
function knownEnding(job: Job): Ending | undefined {
  for (const [type, isSuccess] of [
    ['SuccessCriteriaMet', true],
    ['FailureTarget', false],
  ] as const) {
    const condition = findCondition(job.status?.conditions, type);
    if (condition?.status === 'True')
      return { isSuccess, reason: condition.reason ?? '', message: condition.message ?? '' };
  }
  return undefined;
}

function failure(
  { job, now }: JobView,
  failed: number,
  active: readonly Pod[],
  startTime: string | undefined,
): Ending | undefined {
  const limit = job.spec.backoffLimit ?? 6;
  if (failed > limit || restartsExceed(job, active, limit))
    return {
      isSuccess: false,
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    };
  const left = deadlineLeft(job, startTime, now);
  if (left !== undefined && left <= 0)
    return {
      isSuccess: false,
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
    };
  return undefined;
}

/** With restartPolicy OnFailure the pods stay, and their restarts count instead. */
function restartsExceed(job: Job, active: readonly Pod[], limit: number): boolean {
  if (job.spec.template.spec.restartPolicy !== 'OnFailure') return false;
  const restarts = active
    .flatMap(({ status }) => [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])])
    .reduce((sum, { restartCount }) => sum + restartCount, 0);
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

function deadlineLeft(job: Job, startTime: string | undefined, now: Date): number | undefined {
  const seconds = job.spec.activeDeadlineSeconds;
  if (seconds === undefined || startTime === undefined || job.spec.suspend) return undefined;
  return millisOf(startTime) + seconds * 1000 - now.getTime();
}

/** Keeps as many pods as are wanted at once: more after a delay when some failed, fewer when asked. */
function manage(
  view: JobView,
  plan: JobPlan,
  succeeded: number,
  active: readonly Pod[],
  indexes: ReadonlySet<number>,
): void {
  const { job, pods, now, speed } = view;
  const parallelism = job.spec.parallelism ?? 1;
  const { completions } = job.spec;
  const wanted = job.spec.suspend
    ? 0
    : completions === undefined
      ? succeeded > 0
        ? Math.min(active.length, parallelism)
        : parallelism
      : Math.min(parallelism, completions - succeeded);
  const lack = wanted - active.length;
  if (lack < 0) {
    const unreadyFirst = [...active].sort((a, b) => Number(isReady(a)) - Number(isReady(b)));
    plan.remove = unreadyFirst.slice(0, -lack);
    return;
  }
  if (lack === 0) return;
  const waitMs = failureDelay(pods, speed) - now.getTime();
  if (waitMs > 0) {
    plan.againMs = waitMs;
    return;
  }
  if (job.spec.completionMode !== 'Indexed') {
    plan.create = Array.from({ length: lack }, () => undefined);
    return;
  }
  const taken = new Set([...indexes, ...pods.filter((pod) => !isFinished(pod)).map(indexOf)]);
  for (let index = 0; index < (completions ?? 0) && plan.create.length < lack; index++)
    if (!taken.has(index)) plan.create.push(index);
}

/** Until when no new pod is made: the delay doubles with every failure since the last success. */
function failureDelay(pods: readonly Pod[], speed: number): number {
  const ends = pods
    .filter(isFinished)
    .map((pod) => ({ failed: pod.status?.phase === 'Failed', at: finishedAt(pod) }))
    .sort((a, b) => b.at - a.at);
  const firstSuccess = ends.findIndex(({ failed }) => !failed);
  const failures = firstSuccess < 0 ? ends.length : firstSuccess;
  if (failures === 0) return 0;
  const delay = Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), LAST_DELAY_MS);
  return (ends[0]?.at ?? 0) + delay / speed;
}

function finishedAt(pod: Pod): number {
  const times = (pod.status?.containerStatuses ?? []).map(({ state }) =>
    millisOf(state.terminated?.finishedAt),
  );
  return Math.max(millisOf(pod.metadata.creationTimestamp), ...times);
}

function isComplete({ spec: { completions } }: Job, succeeded: number, active: number): boolean {
  if (active > 0) return false;
  return completions === undefined ? succeeded > 0 : succeeded >= completions;
}

/** First the verdict; the final condition when the last pod is gone. */
function end(plan: JobPlan, status: JobStatus, ending: Ending, now: Date): JobStatus {
  const { isSuccess, reason, message } = ending;
  const time = wireTime(now);
  const condition = (type: string): Condition => ({
    type,
    status: 'True',
    lastProbeTime: time,
    lastTransitionTime: time,
    reason,
    message,
  });
  const verdict = isSuccess ? 'SuccessCriteriaMet' : 'FailureTarget';
  const conditions = withCondition(status.conditions, condition(verdict));
  if ((status.terminating ?? 0) > 0) return { ...status, conditions };
  plan.notes.push(
    isSuccess
      ? { type: 'Normal', reason: 'Completed', message: 'Job completed' }
      : { type: 'Warning', reason, message },
  );
  return {
    ...status,
    conditions: withCondition(conditions, condition(isSuccess ? 'Complete' : 'Failed')),
    ...(isSuccess ? { completionTime: time } : {}),
  };
}

function suspension(plan: JobPlan, status: JobStatus, job: Job, now: Date): JobStatus {
  const isSuspended = job.spec.suspend === true;
  const known = findCondition(status.conditions, 'Suspended');
  if (isSuspended === (known?.status === 'True') || (!isSuspended && !known)) return status;
  const [reason, message] = isSuspended ? ['JobSuspended', 'Job suspended'] : ['JobResumed', 'Job resumed'];
  plan.notes.push({ type: 'Normal', reason: isSuspended ? 'Suspended' : 'Resumed', message });
  const time = wireTime(now);
  const conditions = withCondition(status.conditions, {
    type: 'Suspended',
    status: isSuspended ? 'True' : 'False',
    lastProbeTime: time,
    lastTransitionTime: time,
    reason,
    message,
  });
  // The deadline counts from the latest start.
  return { ...status, conditions, startTime: isSuspended ? undefined : time };
}

function afterwards({ job, now }: JobView, held: readonly Pod[]): JobPlan {
  const ttl = job.spec.ttlSecondsAfterFinished;
  const over = (job.status?.conditions ?? []).find(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );
  const left =
    ttl === undefined ? undefined : millisOf(over?.lastTransitionTime) + ttl * 1000 - now.getTime();
  return {
    create: [],
    remove: [],
    counted: [...held],
    notes: [],
    status: job.status ?? {},
    isExpired: left !== undefined && left <= 0,
    againMs: left !== undefined && left > 0 ? left : undefined,
  };
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
