import type { KubernetesObject } from '../manifests/object.ts';
import { fieldsAt, numberAt, textAt } from '../manifests/readers.ts';
import type { StabilityStatus } from '../stability/contract.ts';
import { countOf, isSpecUnseen, noneReported, stableStatus, statusOf, unstable } from './status.ts';

export function statefulSetStability(object: KubernetesObject): StabilityStatus {
  const strategy = fieldsAt(object, 'spec', 'updateStrategy');
  // Pods of OnDelete change only when somebody deletes them: there is no rollout to wait for.
  if (textAt(strategy, 'type') === 'OnDelete') return stableStatus;
  const status = statusOf(object);
  if (!status) return noneReported;
  if (isSpecUnseen(object, status)) {
    return unstable('Waiting for status generation to match updated object generation');
  }
  const desired = numberAt(object, 'spec', 'replicas') ?? 0;
  if (desired > countOf(status, 'replicas')) {
    return unstable('Waiting for at least the desired replica count to be met');
  }
  if (desired > countOf(status, 'readyReplicas'))
    return unstable('Waiting for all updated replicas to be ready');

  const rollingUpdate = fieldsAt(strategy, 'rollingUpdate');
  const updated = numberAt(status, 'updatedReplicas');
  if (textAt(strategy, 'type') === 'RollingUpdate' && rollingUpdate && updated !== undefined) {
    const partition = numberAt(rollingUpdate, 'partition');
    if (partition !== undefined && updated < desired - partition) {
      return unstable('Waiting for partitioned roll out to finish');
    }
    return { ...stableStatus, stable: { state: true, message: 'Partitioned roll out complete' } };
  }
  if (desired > countOf(status, 'currentReplicas')) {
    return unstable('Waiting for all updated replicas to be scheduled');
  }
  if (textAt(status, 'currentRevision') !== textAt(status, 'updateRevision')) {
    return unstable('Waiting for the updated revision to match the current revision');
  }
  return stableStatus;
}
