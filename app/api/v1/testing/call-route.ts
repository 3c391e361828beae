import { join } from 'node:path';
import type { Endpoint } from '#lib/http/endpoint.ts';

type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** The handler of a contract's route, from the file that Next would take. */
export async function handlerOf(contract: Pick<Endpoint, 'method' | 'path'>): Promise<Handler> {
  const file = `${contract.path.replace(/\{(\w+)\}/g, '[$1]')}/route.ts`;
  const module: Record<string, unknown> = await import(join(import.meta.dirname, '..', file));
  const handler = module[contract.method];
  if (typeof handler !== 'function') throw new Error(`${file} has no ${contract.method}`);
  return (request, route) => handler(request, route);
}

/** Calls a route in this process, as Next would: a real Request in, a real Response out. */
export async function callRoute(
  contract: Pick<Endpoint, 'method' | 'path' | 'body'>,
  input: {
    params?: Record<string, string>;
    query?: Record<string, string>;
    body?: unknown;
    /** Sent as it is instead of `body`. */
    text?: string;
    headers?: Record<string, string>;
  } = {},
): Promise<Response> {
  const { params = {}, query = {}, headers = {} } = input;
  const path = contract.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const url = new URL(`http://localhost:7007/api/v1${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const text = input.text ?? (contract.body ? JSON.stringify(input.body ?? {}) : undefined);
  const request = new Request(url, {
    method: contract.method,
    headers: { ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(text === undefined ? {} : { body: text }),
  });
  const handler = await handlerOf(contract);
  return handler(request, { params: Promise.resolve(params) });
}
