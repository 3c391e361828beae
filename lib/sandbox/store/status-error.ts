import type { ResourceId } from './object.ts';

/** One fault of one field inside an `Invalid` status. */
export interface StatusCause {
  readonly reason?: string;
  readonly message: string;
  readonly field?: string;
}

/** What the API answers when it refuses: the `Status` object of meta/v1. */
export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly status: 'Failure' | 'Success';
  readonly message?: string;
  readonly reason?: string;
  readonly details?: {
    readonly name?: string;
    readonly group?: string;
    readonly kind?: string;
    readonly uid?: string;
    readonly causes?: readonly StatusCause[];
    readonly retryAfterSeconds?: number;
  };
  readonly code?: number;
}

/** A refusal in the API's own words. In process it is thrown; over HTTP its `status` is the body. */
export class StatusError extends Error {
  readonly status: Status;
  /** What the server has to say besides. */
  warnings: readonly string[] = [];

  constructor(code: number, reason: string, message: string, details?: Status['details']) {
    super(message);
    this.name = 'StatusError';
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      ...(reason === '' ? {} : { reason }),
      ...(details === undefined ? {} : { details }),
      code,
    };
  }

  get code(): number {
    return this.status.code ?? 500;
  }

  get reason(): string {
    return this.status.reason ?? 'Unknown';
  }
}

/** Does the work; should it be refused, the refusal carries these warnings too. */
export function warning<T>(warnings: readonly string[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof StatusError) error.warnings = [...warnings, ...error.warnings];
    throw error;
  }
}

/** Is this a refusal for the given reason (`NotFound`, `AlreadyExists`, `Conflict`, `Forbidden` ...)? */
export function isStatus(error: unknown, reason: string): error is StatusError {
  return error instanceof StatusError && error.reason === reason;
}

/** Splits `deployments.apps` into its plural and its group, as `details` wants them. */
export function resourceDetails(resource: ResourceId): { group?: string; kind: string } {
  const dot = resource.indexOf('.');
  return dot < 0 ? { kind: resource } : { group: resource.slice(dot + 1), kind: resource.slice(0, dot) };
}

export function notFound(resource: ResourceId, name: string): StatusError {
  return new StatusError(404, 'NotFound', `${resource} "${name}" not found`, {
    name,
    ...resourceDetails(resource),
  });
}

export function alreadyExists(resource: ResourceId, name: string): StatusError {
  return new StatusError(409, 'AlreadyExists', `${resource} "${name}" already exists`, {
    name,
    ...resourceDetails(resource),
  });
}

export function conflict(resource: ResourceId, name: string, why: string): StatusError {
  return new StatusError(409, 'Conflict', `Operation cannot be fulfilled on ${resource} "${name}": ${why}`, {
    name,
    ...resourceDetails(resource),
  });
}

/** The conflict of a writer who means another incarnation of an object, told as the storage below the API tells it. */
export function wrongIncarnation(
  resource: ResourceId,
  object: { namespace?: string; name: string; uid?: string },
  asked: string,
): StatusError {
  const { namespace, name, uid } = object;
  const path = [resourceDetails(resource).kind, namespace, name]
    .filter((part) => part !== undefined)
    .join('/');
  return conflict(
    resource,
    name,
    `StorageError: invalid object, Code: 4, Key: /registry/${path}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${asked}, UID in object meta: ${uid}`,
  );
}

/** The version a reader asks for has not happened yet. */
export function versionTooLarge(asked: number, current: string | number): StatusError {
  return new StatusError(
    504,
    'Timeout',
    `Timeout: Too large resource version: ${asked}, current: ${current}`,
    {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
  );
}

/** The conflict of a writer whose copy is out of date. */
export function staleObject(resource: ResourceId, name: string): StatusError {
  return conflict(
    resource,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

export function forbidden(
  resource: ResourceId,
  name: string,
  why: string,
  causes?: readonly StatusCause[],
): StatusError {
  const what = name === '' ? `${resource} is forbidden` : `${resource} "${name}" is forbidden`;
  return new StatusError(403, 'Forbidden', `${what}: ${why}`, {
    ...(name === '' ? {} : { name }),
    ...resourceDetails(resource),
    ...(causes === undefined ? {} : { causes }),
  });
}

/** A fault from below the API that nobody gave a reason: clients print only its words. */
export function unexplained(message: string): StatusError {
  return new StatusError(500, '', message);
}

/** What could answer is not there for the moment. */
export function unavailable(message: string): StatusError {
  return new StatusError(503, 'ServiceUnavailable', message);
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

/** The watch or list token refers to a past that is no longer kept. */
export function expired(message: string): StatusError {
  return new StatusError(410, 'Expired', message);
}
