import type { z } from 'zod';
import type { Endpoint } from '#lib/http/endpoint.ts';
import { buildUrl } from './build-url.ts';
import { ProblemError, readProblem } from './problem-error.ts';

type Part<Name extends string, Schema extends z.ZodType> = Schema extends z.ZodUndefined
  ? { [K in Name]?: undefined }
  : { [K in Name]: z.input<Schema> };

/** What a call sends, by the route's contract. */
export type CallInput<Contract extends Endpoint> =
  Contract extends Endpoint<infer Params, infer Query, infer Body>
    ? Part<'params', Params> &
        Part<'query', Query> &
        Part<'body', Body> & {
          /** The revision this write was made from; another one in the meantime is a 409 (`ProblemError`). */
          ifMatch?: string | number;
          signal?: AbortSignal;
        }
    : never;

/** What a call answers with, by the route's contract. */
export type CallAnswer<Contract extends Endpoint> =
  Contract extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer Answer> ? z.output<Answer> : never;

/**
 * Calls a route of the API. The contract is a type here and its method and path are written out (the compiler compares
 * them), so that a page loads no schemas. Throws `ProblemError` with the server's own sentence; with status 0 when it was
 * not reached.
 *
 * @example
 * await call<typeof renamePipelineApi>('PUT /pipelines/{id}/name', { params: { id }, body: { name } });
 */
export async function call<Contract extends Endpoint>(
  route: `${Contract['method']} ${Contract['path']}`,
  input: CallInput<Contract>,
): Promise<CallAnswer<Contract>> {
  const response = await send(route, input);
  if (!response.ok) throw await readProblem(response);
  if (response.status === 204) return absent<CallAnswer<Contract>>();
  return trusted<CallAnswer<Contract>>(await response.json());
}

interface AnyInput {
  params?: unknown;
  query?: unknown;
  body?: unknown;
  ifMatch?: string | number;
  signal?: AbortSignal;
}

async function send(route: string, input: AnyInput): Promise<Response> {
  const [method = '', path = ''] = route.split(' ');
  const headers: Record<string, string> = { accept: 'application/json' };
  if (input.body !== undefined) headers['content-type'] = 'application/json';
  if (input.ifMatch !== undefined) headers['if-match'] = `"${input.ifMatch}"`;
  try {
    return await fetch(buildUrl(path, input.params, input.query), {
      method,
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
