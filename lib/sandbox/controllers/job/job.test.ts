import { expect, test } from 'vitest';
import type { Job } from '../objects/workloads.ts';
import { collection } from '../runtime/collection.ts';
import { podLines, startTestCluster, type TestCluster, templateOf } from '../testing/test-cluster.ts';
import { formatIndexes, parseIndexes } from './indexes.ts';

function start(image: string, spec: Partial<Job['spec']> = {}, policy = 'Never'): TestCluster {
  const cluster = startTestCluster();
  const template = templateOf(image, {});
  collection<Job>(cluster.store, 'jobs.batch').create({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'pi', namespace: 'default' },
    spec: {
      completions: 1,
      parallelism: 1,
      backoffLimit: 6,
      template: { ...template, spec: { ...template.spec, restartPolicy: policy } },
      ...spec,
    },
  });
  return cluster;
}

function job(cluster: TestCluster): Job | undefined {
  return collection<Job>(cluster.store, 'jobs.batch').get('default', 'pi');
}

function verdicts(cluster: TestCluster): string[] {
  return (job(cluster)?.status?.conditions ?? []).map(({ type, reason }) => `${type} ${reason}`);
}

test('a job runs its pods to the wanted number of completions', () => {
  const cluster = start('tool:1', { completions: 3, parallelism: 2 });
  cluster.clock.advance(600);
  expect(job(cluster)?.status).toMatchObject({ active: 2, ready: 2, terminating: 0 });
  cluster.clock.advance(5000);
  expect(job(cluster)?.status).toMatchObject({
    succeeded: 3,
    startTime: '2026-01-05T08:00:00Z',
    completionTime: expect.stringMatching(/^2026-01-05T08:00:0\dZ$/),
  });
  expect(verdicts(cluster)).toEqual(['SuccessCriteriaMet CompletionsReached', 'Complete CompletionsReached']);
  expect(cluster.eventsOf('pi')).toContain('Normal Completed: Job completed');
  expect(cluster.pods.list('default').flatMap(({ metadata }) => metadata.finalizers ?? [])).toEqual([]);
});

test('a failing job tries again with growing delays and gives up at its limit', () => {
  const cluster = start('tool:fail', { backoffLimit: 2 });
  cluster.clock.advance(5000);
  expect(cluster.pods.list('default')).toHaveLength(1);
  cluster.clock.advance(8000);
  expect(cluster.pods.list('default')).toHaveLength(2);
  cluster.clock.advance(30_000);
  expect(job(cluster)?.status).toMatchObject({ failed: 3 });
  expect(verdicts(cluster)).toEqual(['FailureTarget BackoffLimitExceeded', 'Failed BackoffLimitExceeded']);
  expect(cluster.eventsOf('pi')).toContain(
    'Warning BackoffLimitExceeded: Job has reached the specified backoff limit',
  );
});

test('with restartPolicy OnFailure the restarts of one pod count', () => {
  const cluster = start('tool:fail', { backoffLimit: 1 }, 'OnFailure');
  cluster.clock.advance(10_000);
  expect(verdicts(cluster)).toEqual(['FailureTarget BackoffLimitExceeded', 'Failed BackoffLimitExceeded']);
  expect(cluster.pods.list('default')).toEqual([]);
});

test('a job that takes too long is ended', () => {
  const template = templateOf('tool:1', {});
  const cluster = start('tool:1', {
    activeDeadlineSeconds: 5,
    template: {
      ...template,
      spec: {
        ...template.spec,
        restartPolicy: 'Never',
        containers: [{ name: 'x', image: 'tool:1', command: ['sleep', '60'] }],
      },
    },
  });
  cluster.clock.advance(8000);
  expect(verdicts(cluster)).toEqual(['FailureTarget DeadlineExceeded', 'Failed DeadlineExceeded']);
  expect(cluster.pods.list('default')).toEqual([]);
});

test('an indexed job completes every index', () => {
  const cluster = start('tool:1', { completions: 4, parallelism: 2, completionMode: 'Indexed' });
  cluster.clock.advance(6000);
  expect(job(cluster)?.status).toMatchObject({ succeeded: 4, completedIndexes: '0-3' });
  expect(podLines(cluster).map((line) => line.slice(0, 4))).toEqual(['pi-0', 'pi-1', 'pi-2', 'pi-3']);
});

test('a suspended job waits, and starts counting its time when resumed', () => {
  const cluster = start('tool:1', { suspend: true });
  cluster.clock.advance(3000);
  expect(cluster.pods.list('default')).toEqual([]);
  expect(verdicts(cluster)).toEqual(['Suspended JobSuspended']);
  const live = job(cluster);
  if (live)
    collection<Job>(cluster.store, 'jobs.batch').update(live, (now) => ({
      ...now,
      spec: { ...now.spec, suspend: false },
    }));
  cluster.clock.advance(4000);
  expect(verdicts(cluster)).toContain('Complete CompletionsReached');
  expect(job(cluster)?.status?.startTime).toBe('2026-01-05T08:00:03Z');
});

test('a finished job goes after its time to live, and its pods with it', () => {
  const cluster = start('tool:1', { ttlSecondsAfterFinished: 5 });
  cluster.clock.advance(4000);
  expect(job(cluster)).toBeDefined();
  cluster.clock.advance(6000);
  expect(job(cluster)).toBeUndefined();
  expect(cluster.pods.list('default')).toEqual([]);
});

test('deleting a running job lets its pods go', () => {
  const cluster = start('tool:1');
  cluster.clock.advance(500);
  cluster.store.delete('jobs.batch', 'default', 'pi', { propagationPolicy: 'Background' });
  cluster.clock.advance(2000);
  expect(cluster.pods.list('default')).toEqual([]);
});

test.each([
  ['', []],
  ['0', [0]],
  ['0,1', [0, 1]],
  ['0-2,5', [0, 1, 2, 5]],
])('indexes %j read and write the same', (text, indexes) => {
  expect([...parseIndexes(text)]).toEqual(indexes);
  expect(formatIndexes(new Set(indexes))).toBe(text);
});
