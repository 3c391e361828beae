import { ProblemError } from '#lib/client/problem-error.ts';

export type ErrorKind = 'away' | 'forbidden' | 'missing' | 'failed';

export interface ErrorDescription {
  kind: ErrorKind;
  title: string;
  detail?: string;
  /** To be quoted to whoever reads the server's log. */
  reference?: string;
}

/** Words for any error: the API's own sentence where it sent one, never a stack or an object. */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof ProblemError)) {
    const detail = error instanceof Error && error.message ? error.message : undefined;
    return { kind: 'failed', title: 'Something went wrong on this page', ...(detail ? { detail } : {}) };
  }
  const words = { title: error.title, ...(error.detail ? { detail: error.detail } : {}) };
  const reference = error.requestId ? { reference: error.requestId } : {};
  if (error.status === 0) return { kind: 'away', ...words };
  if (error.status === 401 || error.status === 403) return { kind: 'forbidden', ...words };
  if (error.status === 404) return { kind: 'missing', ...words };
  return { kind: 'failed', ...words, ...reference };
}

/** One sentence for a toast. */
export function errorSentence(error: unknown): string {
  const { title, detail } = describeError(error);
  return detail ?? title;
}
