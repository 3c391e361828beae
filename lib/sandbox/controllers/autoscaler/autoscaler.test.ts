import { expect, test } from 'vitest';
import { deploymentOf, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';

function start(replicas: number, target = 'web'): TestCluster {
  const cluster = startTestCluster();
  cluster.create('deployments.apps', deploymentOf('web', 'nginx:1', { replicas }));
  cluster.store.create('horizontalpodautoscalers.autoscaling', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'scaler', namespace: 'default' },
    spec: {
      minReplicas: 2,
      maxReplicas: 4,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target },
    },
  });
  cluster.clock.advance(3000);
  return cluster;
}

test.each([
  [1, 2, 'New size: 2; reason: Current number of replicas below Spec.MinReplicas'],
  [9, 4, 'New size: 4; reason: Current number of replicas above Spec.MaxReplicas'],
])('a deployment of %i is brought to %i', (before, after, words) => {
  const cluster = start(before);
  expect(cluster.deployments.get('default', 'web')?.spec.replicas).toBe(after);
  expect(cluster.eventsOf('scaler')).toContain(`Normal SuccessfulRescale: ${words}`);
});

test('within its bounds a deployment is left alone, also at zero', () => {
  expect(start(3).deployments.get('default', 'web')?.spec.replicas).toBe(3);
  expect(start(0).deployments.get('default', 'web')?.spec.replicas).toBe(0);
});

test('a missing target is told', () => {
  expect(start(3, 'ghost').eventsOf('scaler')).toContain(
    'Warning FailedGetScale: deployments.apps "ghost" not found',
  );
});
