import { expect, test } from 'vitest';
import { podSpecWarnings } from './pod-warnings.ts';

const warningsOf = (spec: unknown) => podSpecWarnings(spec, 'spec');
const container = (more: object) => ({ containers: [{ name: 'main', image: 'x', ...more }] });

test('a variable that hides another is told of, one that extends it is not', () => {
  const A = { name: 'A', value: '1' };
  expect(warningsOf(container({ env: [A, { name: 'A', value: '2' }] }))).toEqual([
    'spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply',
  ]);
  expect(warningsOf(container({ env: [A, { name: 'A', value: '$(A)2' }] }))).toEqual([]);
});

test.each([
  [{}, {}, 'duplicate'],
  [{}, { hostPort: 81 }, 'overlapping'],
  [{ hostPort: 81, hostIP: '10.0.0.1' }, { hostPort: 81 }, 'dangerously ambiguous'],
])('the same port with %j and %j is %s', (first, second, kind) => {
  const ports = [first, second].map((more) => ({ containerPort: 80, protocol: 'TCP', ...more }));
  expect(warningsOf(container({ ports }))).toEqual([
    `spec.containers[0].ports[1]: ${kind} port definition with spec.containers[0].ports[0]`,
  ]);
});

test('old labels of nodes are told of with the new ones', () => {
  expect(warningsOf({ nodeSelector: { 'beta.kubernetes.io/os': 'linux' } })).toEqual([
    'spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
  ]);
});

test('bytes that cannot be divided are told of', () => {
  const resources = { limits: { memory: '100m', cpu: '100m' } };
  expect(warningsOf(container({ resources }))).toEqual([
    'spec.containers[0].resources.limits[memory]: fractional byte value "100m" is invalid, must be an integer',
  ]);
});
