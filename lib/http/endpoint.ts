import type { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a route takes and gives: one object feeds the handler, the browser's client, the OpenAPI page and the tests. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  Verb extends Method = Method,
  Path extends string = string,
> {
  method: Verb;
  /** Below `/api/v1`, with parameters in braces: `/pipelines/{id}/name`. */
  path: Path;
  /** One line for the API page. */
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** Absent: the answer has no body (204). */
  response?: Response;
  /** Open to who is not signed in. Default: not. */
  isPublic?: boolean;
  /** Largest body in bytes. Default 1 MiB. */
  bodyLimit?: number;
}

export const API_BASE = '/api/v1';

/**
 * Declares a route.
 *
 * @example
 * export const renamePipelineApi = endpoint({
 *   method: 'PUT', path: '/pipelines/{id}/name', params: PipelineRef, body: PipelineName,
 *   response: Pipeline, summary: 'Rename a pipeline' });
 */
export function endpoint<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Response extends z.ZodType = z.ZodUndefined,
  const Verb extends Method = Method,
  const Path extends string = string,
>(
  declaration: Endpoint<Params, Query, Body, Response, Verb, Path>,
): Endpoint<Params, Query, Body, Response, Verb, Path> {
  return declaration;
}
