import { ActionableError } from '#lib/platform/errors.ts';

/** A single fault inside a refusal, as the API server lists them in `status.details.causes`. */
export type ApiCause = { reason?: string | undefined; field?: string | undefined; message: string };

/**
 * A refusal in the cluster's own words. `code` is the HTTP status, 0 when no answer came. `reason` is Kubernetes' (`NotFound`, `Conflict`,
 * `Forbidden`, `Invalid`, `Expired` ...) or one of ours: `Unreachable`, `Timeout`, `BadCertificate`, `UnknownKind`, `Aborted`, `BadAnswer`.
 */
export class ApiError extends ActionableError {
  readonly code: number;
  readonly reason: string;
  readonly causes: readonly ApiCause[];
  readonly retryAfterMs: number | undefined;

  constructor(facts: {
    code: number;
    reason: string;
    message: string;
    causes?: readonly ApiCause[] | undefined;
    retryAfterMs?: number | undefined;
    cause?: unknown;
  }) {
    super(answerFor(facts.code), facts.message, {
      cause: facts.cause,
      details: { clusterCode: facts.code, clusterReason: facts.reason },
    });
    this.code = facts.code;
    this.reason = facts.reason;
    this.causes = facts.causes ?? [];
    this.retryAfterMs = facts.retryAfterMs;
  }
}

// What a caller of Foredeck is told. A cluster's 401 is about the account's credential, never about who is signed in here.
function answerFor(code: number): { status: number; title: string } {
  if (code === 404) return { status: 404, title: 'Not found in the cluster' };
  if (code === 409) return { status: 409, title: 'Conflict in the cluster' };
  if (code === 403) return { status: 403, title: 'Refused by the cluster' };
  if (code === 400 || code === 413 || code === 415 || code === 422)
    return { status: 400, title: 'Refused by the cluster' };
  if (code === 429) return { status: 429, title: 'The cluster is busy' };
  return { status: 503, title: 'The cluster does not answer as it should' };
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError;
}

/** The object or kind is not there. */
export function isMissing(error: unknown): boolean {
  return isApiError(error) && error.code === 404;
}

export function isConflict(error: unknown): boolean {
  return isApiError(error) && error.code === 409;
}

/** A list token or a watch's resource version is too old: list again from the start. */
export function isExpired(error: unknown): boolean {
  return isApiError(error) && (error.code === 410 || error.reason === 'Expired' || error.reason === 'Gone');
}

/** The credential is no longer taken (expired or rotated): a person has to act, trying again at once is of no use. */
export function isCredentialProblem(error: unknown): boolean {
  return isApiError(error) && error.code === 401;
}

/** Nothing is known to be wrong with the request: the same call may work in a while. */
export function isTransient(error: unknown): boolean {
  if (!isApiError(error)) return false;
  if (error.reason === 'Aborted' || error.reason === 'BadCertificate') return false;
  return error.code === 0 || error.code === 429 || error.code >= 500;
}
