import type { KubernetesObject } from '../manifests/object.ts';
import { listAt, numberAt, textAt } from '../manifests/readers.ts';
import type { StabilityStatus } from '../stability/contract.ts';
import { countOf, failed, noneReported, stableStatus, statusOf, unstable } from './status.ts';

export function jobStability(object: KubernetesObject): StabilityStatus {
  const status = statusOf(object);
  if (!status) return noneReported;
  if (countOf(status, 'succeeded') >= (numberAt(object, 'spec', 'completions') ?? 1)) return stableStatus;
  const failure = listAt(status, 'conditions').find(
    (condition) => textAt(condition, 'type') === 'Failed' && textAt(condition, 'status') === 'True',
  );
  if (failure) return failed(textAt(failure, 'message') ?? 'Job has failed');
  return unstable('Waiting for jobs to finish');
}

export function cronJobStability(object: KubernetesObject): StabilityStatus {
  return statusOf(object) ? stableStatus : noneReported;
}
