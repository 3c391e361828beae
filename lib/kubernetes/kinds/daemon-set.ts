import type { KubernetesObject } from '../manifests/object.ts';
import { textAt } from '../manifests/readers.ts';
import type { StabilityStatus } from '../stability/contract.ts';
import { countOf, isSpecUnseen, noneReported, stableStatus, statusOf, unstable } from './status.ts';

export function daemonSetStability(object: KubernetesObject): StabilityStatus {
  const status = statusOf(object);
  if (!status) return noneReported;
  if (isSpecUnseen(object, status)) {
    return unstable('Waiting for status generation to match updated object generation');
  }
  if (textAt(object, 'spec', 'updateStrategy', 'type') !== 'RollingUpdate') return stableStatus;
  const desired = countOf(status, 'desiredNumberScheduled');
  if (desired > countOf(status, 'currentNumberScheduled')) {
    return unstable('Waiting for all replicas to be scheduled');
  }
  if (desired > countOf(status, 'updatedNumberScheduled')) {
    return unstable('Waiting for all updated replicas to be scheduled');
  }
  if (desired > countOf(status, 'numberAvailable'))
    return unstable('Waiting for all replicas to be available');
  if (desired > countOf(status, 'numberReady')) return unstable('Waiting for all replicas to be ready');
  return stableStatus;
}
