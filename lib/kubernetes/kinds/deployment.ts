import type { KubernetesObject } from '../manifests/object.ts';
import { listAt, numberAt, textAt } from '../manifests/readers.ts';
import type { StabilityStatus } from '../stability/contract.ts';
import { countOf, failed, isSpecUnseen, noneReported, stableStatus, statusOf, unstable } from './status.ts';

/** The rules pile up: a later "not stable" replaces the words of an earlier one. */
export function deploymentStability(object: KubernetesObject): StabilityStatus {
  const status = statusOf(object);
  if (!status) return noneReported;
  if (isSpecUnseen(object, status)) return unstable('Waiting for deployment spec update to be observed');

  const conditions = listAt(status, 'conditions');
  const result: StabilityStatus = { ...stableStatus };
  if (conditions.some((condition) => textAt(condition, 'reason') === 'DeploymentPaused')) {
    result.paused = { state: true, message: 'Deployment is paused' };
  }
  const unavailable = conditions.find(
    (condition) => textAt(condition, 'type') === 'Available' && textAt(condition, 'status') === 'False',
  );
  if (unavailable) {
    const message = textAt(unavailable, 'message');
    result.stable = { state: false, message };
    result.available = { state: false, message };
  }
  const isOverdue = conditions.some(
    (condition) =>
      textAt(condition, 'type') === 'Progressing' &&
      textAt(condition, 'reason') === 'ProgressDeadlineExceeded',
  );
  if (isOverdue) return { ...result, failed: failed('Deployment exceeded its progress deadline').failed };

  const waiting = waitingFor(numberAt(object, 'spec', 'replicas') ?? 0, {
    updated: countOf(status, 'updatedReplicas'),
    total: countOf(status, 'replicas'),
    available: countOf(status, 'availableReplicas'),
    ready: countOf(status, 'readyReplicas'),
  });
  if (waiting) result.stable = { state: false, message: waiting };
  return result;
}

type Counts = { updated: number; total: number; available: number; ready: number };

function waitingFor(desired: number, counts: Counts): string | undefined {
  if (counts.updated < desired) return 'Waiting for all replicas to be updated';
  if (counts.total > counts.updated) return 'Waiting for old replicas to finish termination';
  if (counts.available < desired) return 'Waiting for all replicas to be available';
  if (counts.ready < desired) return 'Waiting for all replicas to be ready';
  return undefined;
}
