import { expect, test } from 'vitest';
import { autoscalerFaults } from './autoscalers.ts';

function fieldsAtFault(spec: object): string[] {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const object = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: { scaleTargetRef, maxReplicas: 3, ...spec },
  };
  return autoscalerFaults(object).map(({ field }) => field);
}
const resource = (target: object) => ({ type: 'Resource', resource: { name: 'cpu', target } });

test('an ordinary autoscaler is fine', () => {
  const metrics = [resource({ type: 'Utilization', averageUtilization: 70 })];
  expect(fieldsAtFault({ minReplicas: 1, metrics })).toEqual([]);
});

test('nothing but an outside metric wakes a workload that rests', () => {
  expect(fieldsAtFault({ minReplicas: 0 })).toEqual(['spec.metrics']);
});

test('a metric names one source, of its own type', () => {
  expect(fieldsAtFault({ metrics: [{ type: 'Resource' }] })).toEqual(['spec.metrics[0].resource']);
  expect(fieldsAtFault({ metrics: [{ type: 'Unicorn' }] })).toEqual(['spec.metrics[0].type']);
});

test('a target is given once', () => {
  const target = 'spec.metrics[0].resource.target';
  expect(fieldsAtFault({ metrics: [resource({ type: 'Utilization' })] })).toEqual([
    `${target}.averageUtilization`,
  ]);
  const both = { type: 'Utilization', averageUtilization: 70, averageValue: '1' };
  expect(fieldsAtFault({ metrics: [resource(both)] })).toEqual([`${target}.averageValue`]);
});

test('rules of scaling keep their bounds', () => {
  const policies = [{ type: 'Pods', value: 0, periodSeconds: 60 }];
  expect(fieldsAtFault({ behavior: { scaleDown: { stabilizationWindowSeconds: 9999, policies } } })).toEqual([
    'spec.behavior.scaleDown.stabilizationWindowSeconds',
    'spec.behavior.scaleDown.policies[0].value',
  ]);
});
