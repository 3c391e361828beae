import { expect, test } from 'vitest';
import type { KubernetesObject } from '#lib/kubernetes/index.ts';
import { troubledFirst } from './pod-health.ts';

const pod = (name: string, createdAt: string, status: Record<string, unknown>): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, creationTimestamp: createdAt },
  status,
});
const ready = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
const crashing = {
  phase: 'Running',
  containerStatuses: [{ name: 'web', state: { waiting: { reason: 'CrashLoopBackOff' } } }],
};

test('pods in trouble come before those that start and those that are well, the newest first', () => {
  const pods = [
    pod('old', '2026-01-01T00:00:00Z', ready),
    pod('new', '2026-01-02T00:00:00Z', ready),
    pod('crashing', '2026-01-01T00:00:00Z', crashing),
    pod('starting', '2026-01-01T00:00:00Z', { phase: 'Pending' }),
  ];
  expect(pods.sort(troubledFirst).map(({ metadata }) => metadata.name)).toEqual([
    'crashing',
    'starting',
    'new',
    'old',
  ]);
});
