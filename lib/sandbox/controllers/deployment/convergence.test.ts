import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Deployment } from '../objects/workloads.ts';
import { deploymentOf, startTestCluster, type TestCluster, templateOf } from '../testing/test-cluster.ts';

type Step =
  | { kind: 'scale'; replicas: number }
  | { kind: 'image'; image: string }
  | { kind: 'pause'; paused: boolean }
  | { kind: 'kill' }
  | { kind: 'wait'; ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('scale' as const), replicas: fc.integer({ min: 0, max: 12 }) }),
  fc.record({
    kind: fc.constant('image' as const),
    image: fc.constantFrom(
      'nginx:1',
      'nginx:2',
      'nginx:3',
      'nginx:crash',
      'nginx:does-not-exist',
      'nginx:never-ready',
    ),
  }),
  fc.record({ kind: fc.constant('pause' as const), paused: fc.boolean() }),
  fc.record({ kind: fc.constant('kill' as const) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 3000 }) }),
);

function change(cluster: TestCluster, spec: Partial<Deployment['spec']>): void {
  const live = cluster.deployments.get('default', 'web');
  if (live) cluster.deployments.update(live, (now) => ({ ...now, spec: { ...now.spec, ...spec } }));
}

function take(cluster: TestCluster, { ...action }: Step): unknown {
  switch (action.kind) {
    case 'scale':
      return change(cluster, { replicas: action.replicas });
    case 'image':
      return change(cluster, { template: templateOf(action.image) });
    case 'pause':
      return change(cluster, { paused: action.paused });
    case 'kill': {
      const victim = cluster.pods.list('default')[0];
      return victim && cluster.pods.remove(victim);
    }
    case 'wait':
      return cluster.clock.advance(action.ms);
    default:
      return action satisfies never;
  }
}

test('whatever is done to a deployment, in the end it has what it asks for and nothing else', () => {
  const strategies = fc.constantFrom<Deployment['spec']['strategy']>(
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } },
    { type: 'Recreate' },
  );
  fc.assert(
    fc.property(
      strategies,
      fc.array(step, { maxLength: 12 }),
      fc.integer({ min: 0, max: 9 }),
      (strategy, steps, size) => {
        const cluster = startTestCluster();
        cluster.create('deployments.apps', deploymentOf('web', 'nginx:1', { strategy }));
        for (const action of steps) take(cluster, action);
        change(cluster, { replicas: size, paused: false, template: templateOf('nginx:final') });
        cluster.clock.advance(120_000);
        expect(cluster.failures).toEqual([]);
        expect(cluster.pods.list('default').map((pod) => pod.spec.containers[0]?.image)).toEqual(
          Array(size).fill('nginx:final'),
        );
        const status = cluster.deployments.get('default', 'web')?.status;
        expect([status?.replicas ?? 0, status?.availableReplicas ?? 0, status?.updatedReplicas ?? 0]).toEqual(
          [size, size, size],
        );
        expect(status?.conditions?.find(({ type }) => type === 'Progressing')?.reason).toBe(
          'NewReplicaSetAvailable',
        );
        cluster.controllers.stop();
      },
    ),
    { numRuns: 30, seed: 7 },
  );
}, 30_000);

test('a rolling update keeps enough pods available and never makes too many', () => {
  const shape = fc.record({
    replicas: fc.integer({ min: 1, max: 12 }),
    maxSurge: fc.integer({ min: 0, max: 4 }),
    maxUnavailable: fc.integer({ min: 0, max: 4 }),
    image: fc.constantFrom('nginx:2', 'nginx:never-ready', 'nginx:crash', 'nginx:does-not-exist'),
  });
  fc.assert(
    fc.property(shape, ({ replicas, maxSurge, maxUnavailable, image }) => {
      fc.pre(maxSurge + maxUnavailable > 0);
      const cluster = startTestCluster();
      const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
      cluster.create('deployments.apps', deploymentOf('web', 'nginx:1', { replicas, strategy }));
      cluster.clock.advance(5000);
      change(cluster, { template: templateOf(image) });
      for (let i = 0; i < 200; i++) {
        cluster.clock.advance(50);
        const pods = cluster.pods.list('default').filter((pod) => !pod.metadata.deletionTimestamp);
        const ready = pods.filter((pod) =>
          pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
        );
        expect(pods.length).toBeLessThanOrEqual(replicas + maxSurge);
        expect(ready.length).toBeGreaterThanOrEqual(replicas - maxUnavailable);
      }
      cluster.controllers.stop();
    }),
    { numRuns: 30, seed: 7 },
  );
}, 30_000);
