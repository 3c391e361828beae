import type { z } from 'zod';
import type { Context } from '#lib/auth/context.ts';
import { authenticate } from '#lib/auth/sessions/authenticate.ts';
import { Invalid, Unauthenticated } from '#lib/platform/errors.ts';
import { newId } from '#lib/platform/ids.ts';
import { inSpan, readTraceparent } from '#lib/platform/tracing/index.ts';
import type { Endpoint } from './endpoint.ts';
import { observeRequest } from './observe-request.ts';
import { problemResponse } from './problem.ts';
import { requireRate } from './rate-limit.ts';
import { readJson } from './read-body.ts';
import { requireSameOrigin } from './same-origin.ts';

export interface Call<Params, Query, Body> {
  ctx: Context;
  params: Params;
  query: Query;
  body: Body;
  /** The entity tag of `If-Match`, without quotes: the revision the writer has seen. */
  ifMatch: string | undefined;
  request: Request;
}

type RouteHandler = (
  request: Request,
  route: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

/**
 * Makes a route handler of a contract and a verb: authenticates, parses path, query and body once, calls, and turns
 * what is thrown into problem+json. Permission is the verb's.
 */
export function serve<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  contract: Endpoint<P, Q, B, R>,
  verb: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<R> | Response>,
): RouteHandler {
  const answer = async (
    request: Request,
    route: Parameters<RouteHandler>[1],
    requestId: string,
  ): Promise<Response> => {
    try {
      const url = new URL(request.url);
      if (/%00/.test(url.pathname + url.search))
        throw new Invalid('The address holds a NUL character, which nothing is named with.');
      if (contract.method !== 'GET') requireSameOrigin(request);
      const ctx = await authenticate(request, requestId);
      requireRate(ctx.actor, ctx.ip, contract.method === 'GET' ? 'read' : 'write');
      if (!contract.isPublic && ctx.actor.kind === 'anonymous') throw new Unauthenticated();
      const raw = contract.body ? await readJson(request, contract.bodyLimit) : undefined;
      const params = (contract.params ? contract.params.parse(await route.params) : undefined) as z.output<P>;
      const query = (
        contract.query ? contract.query.parse(queryOf(url.searchParams)) : undefined
      ) as z.output<Q>;
      const body = (contract.body ? contract.body.parse(raw ?? {}) : undefined) as z.output<B>;
      const ifMatch = ifMatchOf(request);
      const result = await verb({ ctx, params, query, body, ifMatch, request });
      if (result instanceof Response) return result;
      const headers = { 'cache-control': 'no-store', 'x-request-id': requestId };
      if (!contract.response) return new Response(null, { status: 204, headers });
      return Response.json(result, { headers });
    } catch (error) {
      return problemResponse(error, requestId);
    }
  };
  return async (request, route) => {
    const started = performance.now();
    const requestId = requestIdOf(request);
    const response = await inSpan(
      {
        name: `${contract.method} ${contract.path}`,
        kind: 'server',
        parent: readTraceparent(request.headers.get('traceparent')),
        facts: {
          'http.request.method': contract.method,
          'http.route': contract.path,
          'foredeck.request.id': requestId,
        },
      },
      async (span) => {
        const answered = await answer(request, route, requestId);
        span.set({ 'http.response.status_code': answered.status });
        if (answered.status >= 500) span.fail(`HTTP ${answered.status}`);
        return answered;
      },
    );
    observeRequest(contract, { requestId, status: response.status, tookMs: performance.now() - started });
    return response;
  };
}

/** The caller's own id when it is a plain one, so that logs of both sides can be laid together; otherwise a new one. */
export function requestIdOf(request: Request): string {
  return request.headers.get('x-request-id')?.match(/^[\w-]{8,64}$/)?.[0] ?? newId();
}

/** `a=1&a=2&b=3` as `{ a: ['1', '2'], b: '3' }`. */
function queryOf(search: URLSearchParams): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const key of new Set(search.keys())) {
    const values = search.getAll(key);
    query[key] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return query;
}

function ifMatchOf(request: Request): string | undefined {
  const header = request.headers.get('if-match');
  if (header === null) return undefined;
  const tag = header.match(/^(?:W\/)?"([^"]*)"$/)?.[1];
  if (tag === undefined) throw new Invalid('If-Match must hold one entity tag in quotes, such as "12".');
  return tag;
}
