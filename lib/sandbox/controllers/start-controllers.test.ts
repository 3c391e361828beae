import { expect, test } from 'vitest';
import { seedCluster } from '../seed/index.ts';
import { createStore } from '../store/store.ts';
import { startControllers } from './index.ts';
import { createManualClock } from './testing/manual-clock.ts';
import { deploymentOf, podLines, podOf, startTestCluster } from './testing/test-cluster.ts';

test('controllers that are started again take up where the last ones stopped', () => {
  const cluster = startTestCluster();
  cluster.create('deployments.apps', deploymentOf('web', 'nginx:1', { replicas: 2 }));
  cluster.create('pods', podOf('loop', 'nginx:crash'));
  cluster.clock.advance(6000);
  cluster.controllers.stop();
  const before = podLines(cluster);
  const addresses = cluster.pods.list('default').map(({ status }) => status?.podIP);
  const again = startControllers(cluster.store, { clock: cluster.clock, random: () => 0.5 });
  cluster.clock.advance(1000);
  expect(podLines(cluster)).toEqual(before);
  expect(cluster.pods.list('default').map(({ status }) => status?.podIP)).toEqual(addresses);
  cluster.create('pods', podOf('fresh', 'nginx:1'));
  cluster.clock.advance(20_000);
  const fresh = cluster.pods.get('default', 'fresh')?.status;
  expect(fresh?.phase).toBe('Running');
  expect(addresses).not.toContain(fresh?.podIP);
  expect(cluster.pods.get('default', 'loop')?.status?.containerStatuses?.[0]?.restartCount).toBeGreaterThan(
    1,
  );
  again.stop();
});

test('stopped controllers do nothing any more', () => {
  const cluster = startTestCluster();
  cluster.controllers.stop();
  cluster.create('pods', podOf('web', 'nginx:1'));
  cluster.clock.advance(5000);
  expect(podLines(cluster)).toEqual(['web Pending']);
});

test('a steady cluster has next to nothing to do', () => {
  const cluster = startTestCluster();
  cluster.create('deployments.apps', deploymentOf('web', 'nginx:1', { replicas: 50 }));
  cluster.clock.advance(10_000);
  const version = cluster.store.resourceVersion();
  cluster.clock.advance(200_000);
  expect(cluster.store.resourceVersion()).toBe(version);
});

test('a fresh store is seeded once and has the nodes that were asked for', () => {
  const clock = createManualClock();
  const store = createStore({ clock: clock.date });
  seedCluster(store);
  seedCluster(store);
  const controllers = startControllers(store, { clock, nodes: 5 });
  clock.advance(100);
  expect(store.list('nodes').map(({ metadata }) => metadata.name)).toEqual([
    'sim-1',
    'sim-2',
    'sim-3',
    'sim-4',
    'sim-5',
  ]);
  expect(store.list('namespaces').map(({ metadata }) => metadata.name)).toContain('staging');
  expect(store.get('serviceaccounts', 'production', 'default')).toBeDefined();
  controllers.stop();
});
