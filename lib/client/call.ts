import type { z } from 'zod';
import type { Endpoint } from '#lib/http/endpoint.ts';
import { buildUrl } from './build-url.ts';
import { ProblemError, readProblem } from './problem-error.ts';

type Part<Name extends string, Schema extends z.ZodType> = Schema extends z.ZodUndefined
  ? { [K in Name]?: undefined }
  : { [K in Name]: z.input<Schema> };

/** What a call sends, by the route's contract. */
export type CallInput<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = Part<
  'params',
  Params
> &
  Part<'query', Query> &
  Part<'body', Body> & {
    /** The revision this write was made from; another one in the meantime is a 409 (`ProblemError`). */
    ifMatch?: string | number;
    signal?: AbortSignal;
  };

/**
 * Calls a route of the API. Throws `ProblemError` with the server's own sentence; with status 0 when it was not reached.
 *
 * @example
 * await call(renamePipelineApi, { params: { id }, body: { name } });
 */
export async function call<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  endpoint: Endpoint<Params, Query, Body, Answer>,
  input: CallInput<Params, Query, Body>,
): Promise<z.output<Answer>> {
  const response = await send(endpoint, input);
  if (!response.ok) throw await readProblem(response);
  if (response.status === 204 || !endpoint.response) return absent<z.output<Answer>>();
  return trusted<z.output<Answer>>(await response.json());
}

interface AnyInput {
  params?: unknown;
  query?: unknown;
  body?: unknown;
  ifMatch?: string | number;
  signal?: AbortSignal;
}

async function send(endpoint: { method: string; path: string }, input: AnyInput): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (input.body !== undefined) headers['content-type'] = 'application/json';
  if (input.ifMatch !== undefined) headers['if-match'] = `"${input.ifMatch}"`;
  try {
    return await fetch(buildUrl(endpoint.path, input.params, input.query), {
      method: endpoint.method,
      headers,
      credentials: 'same-origin',
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(input.signal ? { signal: input.signal } : {}),
    });
  } catch (cause) {
    if (input.signal?.aborted) throw cause;
    throw new ProblemError(
      {
        status: 0,
        title: 'Foredeck does not answer',
        detail: 'The server could not be reached. Check your connection; what you entered is still here.',
      },
      { cause },
    );
  }
}

// The server parsed its answer by the same contract before it was sent.
function trusted<T>(value: unknown): T {
  return value as T;
}

// A contract without a response promises undefined.
function absent<T>(): T {
  return undefined as T;
}
