import { expect, test } from 'vitest';
import type { KubernetesObject } from '../manifests/object.ts';
import { planStrategy } from './plan-strategy.ts';

function replicaSet(
  name: string,
  ready: number,
  options: { cluster?: string; namespace?: string } = {},
): KubernetesObject {
  const { cluster = 'replicaSet api', namespace = 'shop' } = options;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name, namespace, generation: 1, annotations: { 'moniker.spinnaker.io/cluster': cluster } },
    spec: { replicas: 2 },
    status: {
      observedGeneration: 1,
      fullyLabeledReplicas: 2,
      readyReplicas: ready,
      availableReplicas: ready,
    },
  };
}

const fresh = replicaSet('api-v003', 2);
const live = [
  fresh,
  replicaSet('api-v002', 2),
  replicaSet('api-v001', 0),
  replicaSet('api-v000', 2, { namespace: 'other' }),
  replicaSet('web-v000', 2, { cluster: 'replicaSet web' }),
];
const steps = (strategy: Parameters<typeof planStrategy>[0], deployed = [fresh]) =>
  planStrategy(strategy, deployed, live).map(({ action, ref }) => `${action} ${ref.name}`);

test('red/black and blue/green disable the former group, and delete one that never served', () => {
  expect(steps('redblack')).toEqual(['disable api-v002', 'delete api-v001']);
  expect(steps('bluegreen')).toEqual(steps('redblack'));
});

test('highlander disables and then deletes all former groups of the cluster', () => {
  expect(steps('highlander')).toEqual([
    'disable api-v002',
    'delete api-v002',
    'disable api-v001',
    'delete api-v001',
  ]);
});

test('nothing is done without a strategy, or when a Deployment was deployed', () => {
  expect(steps('none')).toEqual([]);
  expect(steps('redblack', [{ ...fresh, kind: 'Deployment' }])).toEqual([]);
});
