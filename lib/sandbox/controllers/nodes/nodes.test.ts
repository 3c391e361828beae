import { expect, test } from 'vitest';
import { deploymentOf, podOf, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';

function started(): TestCluster {
  const cluster = startTestCluster();
  cluster.create('deployments.apps', deploymentOf('web', 'nginx:1'));
  cluster.clock.advance(2000);
  return cluster;
}

function nodesInUse(cluster: TestCluster): string[] {
  return cluster.pods
    .list('default')
    .map((pod) => pod.spec.nodeName ?? '')
    .sort();
}

test('nodes renew their heartbeat every five minutes', () => {
  const cluster = startTestCluster();
  cluster.clock.advance(301_000);
  expect(cluster.store.get('nodes', undefined, 'sim-1')?.status).toMatchObject({
    conditions: expect.arrayContaining([
      expect.objectContaining({
        type: 'Ready',
        lastHeartbeatTime: '2026-01-05T08:05:00Z',
        lastTransitionTime: '2026-01-05T08:00:00Z',
      }),
    ]),
  });
});

test('a cordoned node gets no new pods and keeps those it has', () => {
  const cluster = started();
  cluster.store.update('nodes', undefined, 'sim-2', (live) => ({ ...live, spec: { unschedulable: true } }));
  cluster.create('deployments.apps', deploymentOf('more', 'nginx:1', { replicas: 4 }));
  cluster.clock.advance(2000);
  expect(nodesInUse(cluster).filter((name) => name === 'sim-2')).toHaveLength(1);
});

test('a node that is tainted to empty loses its pods at once, or when their toleration ends', () => {
  const cluster = started();
  const tolerations = [{ key: 'maintenance', operator: 'Exists', tolerationSeconds: 60 }];
  cluster.create('pods', podOf('patient', 'nginx:1', { nodeName: 'sim-2', tolerations }));
  cluster.clock.advance(1000);
  cluster.store.update('nodes', undefined, 'sim-2', (live) => ({
    ...live,
    spec: { taints: [{ key: 'maintenance', effect: 'NoExecute' }] },
  }));
  cluster.clock.advance(3000);
  expect(nodesInUse(cluster).filter((name) => name === 'sim-2')).toEqual(['sim-2']);
  expect(cluster.pods.get('default', 'patient')).toBeDefined();
  cluster.clock.advance(60_000);
  expect(cluster.pods.get('default', 'patient')).toBeUndefined();
  expect(nodesInUse(cluster)).toHaveLength(3);
});

test('the pods of a deleted node are made anew elsewhere', () => {
  const cluster = started();
  cluster.store.delete('nodes', undefined, 'sim-3');
  cluster.clock.advance(2000);
  expect(nodesInUse(cluster)).toHaveLength(3);
  expect(nodesInUse(cluster)).not.toContain('sim-3');
});
