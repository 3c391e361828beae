import { expect, test } from 'vitest';
import { deploymentOf, startTestCluster } from '../testing/test-cluster.ts';

test.each([
  [{ minAvailable: 3 }, { desiredHealthy: 3, disruptionsAllowed: 1 }],
  [{ minAvailable: '50%' }, { desiredHealthy: 2, disruptionsAllowed: 2 }],
  [{ maxUnavailable: 1 }, { desiredHealthy: 3, disruptionsAllowed: 1 }],
  [{ maxUnavailable: '100%' }, { desiredHealthy: 0, disruptionsAllowed: 4 }],
  [{ minAvailable: 5 }, { desiredHealthy: 5, disruptionsAllowed: 0 }],
])('a budget of %j over four pods', (limits, status) => {
  const cluster = startTestCluster();
  cluster.store.create('poddisruptionbudgets.policy', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'default' },
    spec: { ...limits, selector: { matchLabels: { app: 'web' } } },
  });
  cluster.create('deployments.apps', deploymentOf('web', 'nginx:1', { replicas: 4 }));
  cluster.clock.advance(3000);
  expect(cluster.store.get('poddisruptionbudgets.policy', 'default', 'web')?.status).toMatchObject({
    ...status,
    expectedPods: 4,
    currentHealthy: 4,
    conditions: [{ type: 'DisruptionAllowed', status: status.disruptionsAllowed > 0 ? 'True' : 'False' }],
  });
});
