import { failed, running, type TaskResult } from '#lib/engine/contract.ts';
import { isApiError, isCredentialProblem, isTransient } from '#lib/kubernetes/index.ts';
import { Forbidden, Invalid, NotFound, Precondition } from '#lib/platform/errors.ts';

const CREDENTIALS_AGAIN_MS = 15_000;

/**
 * What a refused or broken call to a cluster means for the task: the cluster's own words, and ours, end the stage; a passing fault
 * is thrown on, so that the engine tries again; credentials that ran out make it wait until somebody has renewed them.
 */
export function failureOf(error: unknown): TaskResult {
  if (isCredentialProblem(error)) {
    return running({
      afterMs: CREDENTIALS_AGAIN_MS,
      context: {
        messages: [
          `${messageOf(error)} The stage goes on by itself once the account's credentials are renewed.`,
        ],
      },
    });
  }
  if (isOurRefusal(error)) return failed(error.message);
  if (!isApiError(error) || isTransient(error)) throw error;
  return failed(error.message, {
    details: { reason: error.reason, status: error.code },
    exceptionType: 'KubernetesError',
  });
}

/** What Foredeck itself refuses (a namespace, an artifact that nothing uses) is refused the next time too. */
function isOurRefusal(error: unknown): error is Error {
  return [Invalid, NotFound, Forbidden, Precondition].some((kind) => error instanceof kind);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
