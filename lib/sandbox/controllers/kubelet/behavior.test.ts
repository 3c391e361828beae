import { expect, test } from 'vitest';
import type { Container, Pod } from '../objects/pod.ts';
import { behaviorOf } from './behavior.ts';

function pod(annotations: Record<string, string> = {}, restartPolicy = 'Always'): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', uid: 'u', creationTimestamp: '', annotations },
    spec: { containers: [], restartPolicy },
  };
}

function behavior(image: string, more: Partial<Container> = {}, of: Pod = pod()) {
  return behaviorOf(of, { name: 'web', image, ...more }, 'main');
}

test.each([
  ['nginx:1.27', { isMissing: false, runMs: undefined, readyMs: 0 }],
  ['nginx:does-not-exist', { isMissing: true }],
  ['nginx:2.0-does-not-exist', { isMissing: true }],
  ['registry.example.com/does-not-exist/web:1', { isMissing: true }],
  [
    'nginx:crash',
    { runMs: 1000, exitCode: 1, exitReason: 'Error', readyMs: undefined, failsReadiness: false },
  ],
  ['nginx:v2-crash', { runMs: 1000, exitCode: 1 }],
  ['nginx:oom', { runMs: 1000, exitCode: 137, exitReason: 'OOMKilled' }],
  ['nginx:bloom', { runMs: undefined }],
  ['nginx:never-ready', { runMs: undefined, readyMs: undefined, failsReadiness: true }],
  ['nginx:slow', { readyMs: 15_000, failsReadiness: false }],
  ['crash/nginx:1', { runMs: undefined, readyMs: 0 }],
])('%s behaves as its name says', (image, expected) => {
  expect(behavior(image)).toMatchObject(expected);
});

test('annotations decide over the image', () => {
  const of = pod({
    'sandbox.foredeck.dev/ready-after': '5s',
    'sandbox.foredeck.dev/log': 'hello',
  });
  expect(behavior('nginx:slow', {}, of)).toMatchObject({ readyMs: 5000, lines: ['hello'] });
  const failing = pod({ 'sandbox.foredeck.dev/exit-code': '3', 'sandbox.foredeck.dev/run-for': '20s' });
  expect(behavior('nginx:1', {}, failing)).toMatchObject({ exitCode: 3, runMs: 20_000 });
});

test('probes delay readiness as they are set, but for no longer than five seconds', () => {
  const readinessProbe = { initialDelaySeconds: 2, periodSeconds: 1, successThreshold: 2 };
  expect(behavior('nginx:1', { readinessProbe }).readyMs).toBe(3100);
  const startupProbe = { initialDelaySeconds: 4 };
  expect(behavior('nginx:1', { startupProbe, readinessProbe }).readyMs).toBe(4100);
  expect(behavior('nginx:1', { readinessProbe: { initialDelaySeconds: 180 } }).readyMs).toBe(5100);
});

test('pods that are to end run for a second, and fail by name', () => {
  const ending = pod({}, 'Never');
  expect(behavior('tool:1', {}, ending)).toMatchObject({ runMs: 1000, exitCode: 0 });
  expect(behavior('tool:fail', {}, ending)).toMatchObject({ runMs: 1000, exitCode: 1 });
  expect(behavior('tool:fail')).toMatchObject({ runMs: undefined });
});
