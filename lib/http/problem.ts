import { ZodError } from 'zod';
import { ActionableError, Conflict, Invalid } from '#lib/platform/errors.ts';
import { logger } from '#lib/platform/logger.ts';

/** RFC 9457, with the faults of the input by field. */
export interface Problem {
  type: 'about:blank';
  title: string;
  status: number;
  detail: string;
  requestId: string;
  errors?: readonly { field: string; message: string }[];
  [member: string]: unknown;
}

/** The answer for whatever a verb threw. What is not ours becomes a 500 that tells nothing but a request id. */
export function problemOf(error: unknown, requestId: string): Problem {
  const known = knownOf(error);
  if (known instanceof ActionableError) {
    return {
      type: 'about:blank',
      title: known.title,
      status: known.status,
      detail: known.message,
      requestId,
      ...(known.faults.length > 0 ? { errors: known.faults } : {}),
      ...known.details,
    };
  }
  logger('http').error(
    { requestId, error: error instanceof Error ? error.stack : String(error) },
    'a request failed',
  );
  return {
    type: 'about:blank',
    title: 'Something went wrong',
    status: 500,
    detail: `Foredeck could not do this. Try again; if it keeps failing, give your administrator the request id ${requestId}.`,
    requestId,
  };
}

/** An `application/problem+json` response. */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = problemOf(error, requestId);
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': requestId,
  };
  const retryAfter = problem.retryAfterSeconds;
  if (typeof retryAfter === 'number') headers['retry-after'] = String(Math.ceil(retryAfter));
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

function knownOf(error: unknown): unknown {
  if (error instanceof ZodError) return invalidInput(error);
  // Verbs look before they write; of two who write at the same moment, the database stops the second (Prisma's P2002).
  if (error instanceof Error && 'code' in error && error.code === 'P2002')
    return new Conflict('Somebody else did the same at the same moment. Reload, then look again.');
  return error;
}

function invalidInput(error: ZodError): Invalid {
  const faults = error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
  const first = faults[0];
  const message = first
    ? `${first.field ? `${first.field}: ` : ''}${first.message}`
    : 'The input is not valid.';
  return new Invalid(faults.length > 1 ? `${message} (and ${faults.length - 1} more)` : message, { faults });
}
