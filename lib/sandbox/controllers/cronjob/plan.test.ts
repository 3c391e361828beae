import { expect, test } from 'vitest';
import type { CronJob, Job } from '../objects/workloads.ts';
import { planCronJob, referenceTo } from './plan.ts';

function cronJob(spec: Partial<CronJob['spec']> = {}, status: CronJob['status'] = {}): CronJob {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'tick', namespace: 'default', uid: 'u', creationTimestamp: '2026-01-05T08:00:30Z' },
    spec: {
      schedule: '*/5 * * * *',
      jobTemplate: { spec: { template: { spec: { containers: [] } } } },
      ...spec,
    },
    status,
  };
}

function job(name: string, state: 'Complete' | 'Failed' | 'running', at: string): Job {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, uid: name, creationTimestamp: at },
    spec: { template: { spec: { containers: [] } } },
    status: {
      startTime: at,
      ...(state === 'running'
        ? {}
        : { completionTime: at, conditions: [{ type: state, status: 'True' as const }] }),
    },
  };
}

const at = (time: string) => new Date(`2026-01-05T${time}Z`);

test('nothing is created before the time, and the next look is at the time', () => {
  const plan = planCronJob(cronJob(), [], at('08:03:00'));
  expect(plan.create).toBeUndefined();
  expect(plan.againMs).toBe(120_100);
});

test('a job is created for the time that has come', () => {
  const plan = planCronJob(cronJob(), [], at('08:05:01'));
  expect(plan.create).toEqual(at('08:05:00'));
  expect(plan.status.lastScheduleTime).toBe('2026-01-05T08:05:00Z');
});

test('of several missed times only the last is made up for, and not past the deadline', () => {
  expect(planCronJob(cronJob(), [], at('08:17:00')).create).toEqual(at('08:15:00'));
  expect(planCronJob(cronJob({ startingDeadlineSeconds: 60 }), [], at('08:17:00')).create).toBeUndefined();
});

test('the schedule follows its time zone', () => {
  const spec = { schedule: '0 9 * * *', timeZone: 'Europe/Berlin' };
  expect(
    planCronJob(cronJob(spec, { lastScheduleTime: '2026-01-04T08:00:00Z' }), [], at('08:00:10')).create,
  ).toEqual(at('08:00:00'));
});

test.each([
  ['Allow', true, 0],
  ['Forbid', false, 0],
  ['Replace', true, 1],
])('with a job still running, %s', (concurrencyPolicy, creates, removes) => {
  const running = job('tick-1', 'running', '2026-01-05T08:00:00Z');
  const known = cronJob({ concurrencyPolicy }, { active: [referenceTo(running)] });
  const plan = planCronJob(known, [running], at('08:05:01'));
  expect(plan.create !== undefined).toBe(creates);
  expect(plan.remove).toHaveLength(removes);
});

test('a job that somebody else put under a cron job is told of, and does not count', () => {
  const strange = job('by-hand', 'running', '2026-01-05T08:00:00Z');
  const plan = planCronJob(cronJob({ concurrencyPolicy: 'Forbid' }), [strange], at('08:05:01'));
  expect(plan.create).toEqual(at('08:05:00'));
  expect(plan.status.active).toBeUndefined();
  expect(plan.notes).toMatchObject([{ type: 'Warning', reason: 'UnexpectedJob' }]);
});

test('old jobs beyond the limits are removed', () => {
  const jobs = [1, 2, 3, 4].map((n) => job(`ok-${n}`, 'Complete', `2026-01-05T07:0${n}:00Z`));
  const failed = [1, 2].map((n) => job(`bad-${n}`, 'Failed', `2026-01-05T07:1${n}:00Z`));
  const plan = planCronJob(cronJob(), [...jobs, ...failed], at('08:03:00'));
  expect(plan.remove.map(({ metadata }) => metadata.name)).toEqual(['ok-1', 'bad-1']);
});

test('a suspended cron job creates nothing', () => {
  expect(planCronJob(cronJob({ suspend: true }), [], at('08:05:01')).create).toBeUndefined();
});

test('a schedule that cannot be read is told', () => {
  const plan = planCronJob(cronJob({ schedule: 'whenever' }), [], at('08:05:01'));
  expect(plan.notes).toMatchObject([{ type: 'Warning', reason: 'UnparseableSchedule' }]);
});
