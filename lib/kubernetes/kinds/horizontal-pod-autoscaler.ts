import type { KubernetesObject } from '../manifests/object.ts';
import { listAt, textAt } from '../manifests/readers.ts';
import type { StabilityStatus } from '../stability/contract.ts';
import { countOf, noneReported, stableStatus, statusOf, unstable } from './status.ts';

export function horizontalPodAutoscalerStability(object: KubernetesObject): StabilityStatus {
  const status = statusOf(object);
  if (!status) return noneReported;
  // Without metrics the autoscaler never works out a count, so current and desired differ for good though nothing is being scaled.
  const idle = listAt(status, 'conditions').find(
    (condition) =>
      ['ScalingActive', 'AbleToScale'].includes(textAt(condition, 'type') ?? '') &&
      textAt(condition, 'status') === 'False',
  );
  if (idle) return { ...stableStatus, stable: { state: true, message: textAt(idle, 'message') } };
  const current = countOf(status, 'currentReplicas');
  const desired = countOf(status, 'desiredReplicas');
  if (desired === current) return stableStatus;
  const direction = desired > current ? 'up' : 'down';
  return unstable(
    `Waiting for HPA to complete a scale ${direction}, current: ${current} desired: ${desired}`,
  );
}
