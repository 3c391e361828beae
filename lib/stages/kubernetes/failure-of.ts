import { failed, type TaskResult } from '#lib/engine/contract.ts';
import { isApiError, isTransient } from '#lib/kubernetes/index.ts';

/**
 * What a refused or broken call to a cluster means for the task: the cluster's own words end the stage; a passing fault
 * is thrown on, so that the engine tries again.
 */
export function failureOf(error: unknown): TaskResult {
  if (!isApiError(error) || isTransient(error)) throw error;
  return failed(error.message, {
    details: { reason: error.reason, status: error.code },
    exceptionType: 'KubernetesError',
  });
}
