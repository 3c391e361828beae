/** A single fault inside a refusal, as the API server lists them in `status.details.causes`. */
export type ApiCause = { reason?: string | undefined; field?: string | undefined; message: string };

/**
 * A refusal in the cluster's own words. `code` is the HTTP status, 0 when no answer came. `reason` is Kubernetes' (`NotFound`, `Conflict`,
 * `Forbidden`, `Invalid`, `Expired` ...) or one of ours: `Unreachable`, `Timeout`, `BadCertificate`, `UnknownKind`, `Aborted`, `BadAnswer`.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
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
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = facts.code;
    this.reason = facts.reason;
    this.causes = facts.causes ?? [];
    this.retryAfterMs = facts.retryAfterMs;
  }
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
