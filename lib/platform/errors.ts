/** One fault of an input, named so that a form can show it at its field. */
export interface FieldFault {
  /** Dotted path of the field, e.g. `stages.2.name`. */
  field: string;
  /** A sentence that says what is wrong and how to mend it. */
  message: string;
}

/**
 * Base of every failure that a person can act on. The message is shown to people as it is;
 * anything that is not one of these becomes a 500 without inner text (lib/http/problem.ts).
 */
export class ActionableError extends Error {
  readonly status: number;
  readonly title: string;
  readonly faults: readonly FieldFault[];
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    kind: { status: number; title: string },
    message: string,
    options: ErrorOptions & { faults?: readonly FieldFault[]; details?: Record<string, unknown> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = kind.status;
    this.title = kind.title;
    this.faults = options.faults ?? [];
    this.details = options.details ?? {};
    this.name = new.target.name;
  }
}

type Options = ConstructorParameters<typeof ActionableError>[2];

/** The thing does not exist, or the reader may not know that it does. */
export class NotFound extends ActionableError {
  constructor(message: string, options?: Options) {
    super({ status: 404, title: 'Not found' }, message, options);
  }
}

/** Known person, missing right. */
export class Forbidden extends ActionableError {
  constructor(message: string, options?: Options) {
    super({ status: 403, title: 'Not allowed' }, message, options);
  }
}

/** Nobody is signed in. */
export class Unauthenticated extends ActionableError {
  constructor(message = 'Sign in to continue.', options?: Options) {
    super({ status: 401, title: 'Not signed in' }, message, options);
  }
}

/** The input cannot be accepted; `faults` name the fields. */
export class Invalid extends ActionableError {
  constructor(message: string, options?: Options) {
    super({ status: 400, title: 'Invalid input' }, message, options);
  }
}

/** Somebody else changed it first, or the name is taken. */
export class Conflict extends ActionableError {
  constructor(message: string, options?: Options) {
    super({ status: 409, title: 'Conflict' }, message, options);
  }
}

/** The thing is not in a state in which this can be done. */
export class Precondition extends ActionableError {
  constructor(message: string, options?: Options) {
    super({ status: 412, title: 'Not possible now' }, message, options);
  }
}

/** Too many requests; `details.retryAfterSeconds` says when to come back. */
export class RateLimited extends ActionableError {
  constructor(message: string, options?: Options) {
    super({ status: 429, title: 'Too many requests' }, message, options);
  }
}

/** Something that Foredeck depends on does not answer. */
export class Unavailable extends ActionableError {
  constructor(message: string, options?: Options) {
    super({ status: 503, title: 'Not available' }, message, options);
  }
}

/** The message of whatever was thrown, for logs and for the chain of causes. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
