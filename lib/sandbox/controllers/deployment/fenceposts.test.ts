import { expect, test } from 'vitest';
import type { Deployment } from '../objects/workloads.ts';
import { deploymentOf } from '../testing/test-cluster.ts';
import { fenceposts } from './fenceposts.ts';

function deployment(
  replicas: number,
  maxSurge: number | string,
  maxUnavailable: number | string,
): Deployment {
  const draft = deploymentOf('web', 'nginx:1', {
    replicas,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
  });
  return { ...draft, metadata: { ...draft.metadata, name: 'web', uid: 'u', creationTimestamp: '' } };
}

test.each([
  [3, '25%', '25%', 1, 0],
  [4, '25%', '25%', 1, 1],
  [10, '25%', '25%', 3, 2],
  [10, 2, 3, 2, 3],
  [1, '25%', '25%', 1, 0],
  [5, 0, 0, 0, 1],
  [5, '0%', '10%', 0, 1],
  [2, 0, 5, 0, 2],
])(
  '%i replicas with surge %s and unavailable %s: %i above, %i below',
  (replicas, surge, down, above, below) => {
    expect(fenceposts(deployment(replicas, surge, down))).toEqual({ maxSurge: above, maxUnavailable: below });
  },
);
