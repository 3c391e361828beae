import type { KubernetesObject } from '../manifests/object.ts';
import { numberAt } from '../manifests/readers.ts';
import type { StabilityStatus } from '../stability/contract.ts';
import {
  countOf,
  isSpecUnseen,
  noneReported,
  stableStatus,
  statusOf,
  unavailable,
  unstable,
} from './status.ts';

export function replicaSetStability(object: KubernetesObject): StabilityStatus {
  const status = statusOf(object);
  if (!status) return noneReported;
  const desired = numberAt(object, 'spec', 'replicas') ?? 0;
  if (desired > countOf(status, 'fullyLabeledReplicas')) {
    return unavailable('Waiting for all replicas to be fully-labeled');
  }
  if (desired > countOf(status, 'readyReplicas')) return unavailable('Waiting for all replicas to be ready');
  if (desired > countOf(status, 'availableReplicas')) {
    return unavailable('Waiting for all replicas to be available');
  }
  if (isSpecUnseen(object, status)) return unstable('Waiting for replicaset spec update to be observed');
  return stableStatus;
}
