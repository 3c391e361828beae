import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../manifests/object.ts';
import { reportOf } from './check-stability.ts';
import { withoutRepeats } from './diagnose.ts';
import { eventProblems, isSince, replicaFailures } from './event-problems.ts';
import { freshCrash } from './fresh-crashes.ts';
import { podProblems } from './pod-problems.ts';
import { mayMakeRoom } from './quota.ts';

function pod(containerStatus: Record<string, unknown>, more: Record<string, unknown> = {}): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-1', namespace: 'shop' },
    spec: { restartPolicy: 'Always', containers: [{ name: 'web', image: 'web:2' }] },
    status: {
      phase: 'Pending',
      containerStatuses: [{ name: 'web', image: 'web:2', restartCount: 0, ...containerStatus }],
      ...more,
    },
  };
}

const waiting = (reason: string, message = '') => ({ state: { waiting: { reason, message } } });

describe('a container', () => {
  test.each([
    ['ErrImagePull', 'image', false],
    ['ImagePullBackOff', 'image', true],
    ['InvalidImageName', 'image', true],
    ['CreateContainerConfigError', 'config', false],
    ['RunContainerError', 'config', true],
  ])('that waits for %s is a problem of %s; pointless to wait: %s', (reason, kind, fatal) => {
    const [problem] = podProblems(pod(waiting(reason, 'the words of the kubelet')));
    expect(problem).toMatchObject({ kind, fatal, container: 'web', image: 'web:2', reason });
    expect(problem?.sentence).toContain('the words of the kubelet');
  });

  test.each([
    [1, false],
    [2, false],
    [3, true],
  ])('that crashed and was restarted %i times ends the rollout: %s', (restartCount, fatal) => {
    const [problem] = podProblems(
      pod({
        ...waiting('CrashLoopBackOff'),
        restartCount,
        lastState: { terminated: { exitCode: 2, reason: 'Error' } },
      }),
    );
    expect(problem).toMatchObject({ kind: 'crash', fatal, exitCode: 2, restarts: restartCount });
    expect(problem?.sentence).toMatch(/crashes \(Error, exit code 2\); it was restarted/);
  });

  test('that is being made, or ended well, is no problem', () => {
    expect(podProblems(pod(waiting('ContainerCreating')))).toEqual([]);
    expect(podProblems(pod({ state: { terminated: { exitCode: 0 } } }))).toEqual([]);
  });

  test('of a pod that is being deleted is no problem any more', () => {
    const leaving = pod(waiting('ImagePullBackOff'));
    leaving.metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
    expect(podProblems(leaving)).toEqual([]);
  });
});

test.each([
  ['never crashed', { restartCount: 0, state: { running: { startedAt: '2026-01-01T00:00:00Z' } } }, false],
  [
    'crashed and runs for 3 s',
    {
      restartCount: 1,
      lastState: { terminated: { exitCode: 1 } },
      state: { running: { startedAt: '2026-01-01T00:00:57Z' } },
    },
    true,
  ],
  [
    'crashed and runs for a minute',
    {
      restartCount: 1,
      lastState: { terminated: { exitCode: 1 } },
      state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
    },
    false,
  ],
  [
    'ended well and was started again',
    {
      restartCount: 1,
      lastState: { terminated: { exitCode: 0 } },
      state: { running: { startedAt: '2026-01-01T00:00:57Z' } },
    },
    false,
  ],
])('a ready container that %s may hold the rollout back', (_, status, holds) => {
  const now = Date.parse('2026-01-01T00:01:00Z');
  expect(freshCrash(pod({}), { name: 'web', ...status }, now) !== undefined).toBe(holds);
});

test('a pod that fits no node is waited for', () => {
  const conditions = [
    { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' },
  ];
  expect(podProblems(pod({}, { conditions }))[0]).toMatchObject({
    kind: 'scheduling',
    fatal: false,
    message: '0/3 nodes are available',
  });
});

describe('pods that may not be made', () => {
  const failing = (message: string): KubernetesObject => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web', generation: 2 },
    status: {
      observedGeneration: 2,
      conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message }],
    },
  });

  test.each([
    ['pods "web-1" is forbidden: exceeded quota: q, requested: pods=1', 'quota', true],
    ['admission webhook "policy.example.com" denied the request: no latest tag', 'admission', true],
    ['pods "web-1" is forbidden: violates PodSecurity "restricted:latest"', 'admission', true],
    [
      'pods "web-1" is forbidden: error looking up service account shop/web: serviceaccount "web" not found',
      'admission',
      false,
    ],
    [
      'Internal error occurred: failed calling webhook "policy.example.com": connection refused',
      'admission',
      false,
    ],
  ])('"%s" is a matter of %s; pointless to wait: %s', (message, kind, fatal) => {
    expect(replicaFailures(failing(message))[0]).toMatchObject({ kind, fatal, message });
    const event: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {},
      type: 'Warning',
      reason: 'FailedCreate',
      message,
    };
    expect(eventProblems([event], { kind: 'StatefulSet', name: 'web' })[0]).toMatchObject({ kind, fatal });
  });
});

test('what a ReplicaSet said before its newest wish, and events of before the last change, count no more', () => {
  const conditions = [
    { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota: q' },
  ];
  const old: KubernetesObject = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web', generation: 3 },
    status: { observedGeneration: 2, conditions },
  };
  expect(replicaFailures(old)).toEqual([]);
  const event: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {},
    lastTimestamp: '2026-01-01T00:00:05Z',
  };
  expect(isSince(event, '2026-01-01T00:00:05Z')).toBe(true);
  expect(isSince(event, '2026-01-01T00:00:06Z')).toBe(false);
});

test.each([
  ['no old pods', { replicas: 4 }, { replicas: 2, updatedReplicas: 2 }, false],
  ['old pods, one of which may stop', { replicas: 4 }, { replicas: 4, updatedReplicas: 0 }, true],
  ['old pods, none of which may stop', { replicas: 3 }, { replicas: 3, updatedReplicas: 0 }, false],
  [
    'old pods that all go first',
    { replicas: 1, strategy: { type: 'Recreate' } },
    { replicas: 1, updatedReplicas: 0 },
    true,
  ],
])('a quota is waited out with %s', (_, spec, status, expected) => {
  expect(
    mayMakeRoom({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec, status }),
  ).toBe(expected);
});

test('the same trouble of ten pods is told once, the fatal form of it', () => {
  const problems = [
    ...podProblems(pod(waiting('ErrImagePull'))),
    ...podProblems(pod(waiting('ImagePullBackOff'))),
    ...podProblems(pod(waiting('ErrImagePull'))),
  ];
  expect(withoutRepeats(problems)).toMatchObject([{ reason: 'ImagePullBackOff', fatal: true }]);
});

test('one failed object fails the report though another still waits', () => {
  const one = (name: string, state: 'stable' | 'waiting' | 'failed') => ({
    ref: { kind: 'Deployment', name },
    manifestName: `deployment ${name}`,
    state,
    message: state,
    problems: [],
    status: {
      stable: { state: true },
      available: { state: true },
      paused: { state: false },
      failed: { state: false },
    },
  });
  expect(reportOf([one('a', 'stable'), one('b', 'waiting'), one('c', 'failed')])).toMatchObject({
    state: 'failed',
    messages: ['deployment c: failed', 'deployment b: waiting'],
  });
  expect(reportOf([one('a', 'stable'), one('b', 'waiting')]).state).toBe('waiting');
  expect(reportOf([]).state).toBe('stable');
});
