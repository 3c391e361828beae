import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { version } from '#lib/platform/build-info.ts';
import { API_BASE } from '../endpoint.ts';
import { catalogue, type Tagged } from './catalogue.ts';

const Problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'A sentence that says what to do' }),
    requestId: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'What went wrong (RFC 9457)' });

/** The whole API as OpenAPI 3.1, made of the same contracts that the routes parse by. */
export function openApiDocument(serverUrl: string): Record<string, unknown> {
  const paths: ZodOpenApiPathsObject = {};
  for (const entry of catalogue) {
    const path = entry.contract.path;
    paths[path] = { ...paths[path], [entry.contract.method.toLowerCase()]: operationOf(entry) };
  }
  return {
    ...createDocument({
      openapi: '3.1.0',
      info: {
        title: 'Foredeck',
        version: version(),
        description:
          'Sign in with an API token (Authorization: Bearer fdk_...), made under Settings. What you may not read answers 404.',
      },
      servers: [{ url: `${serverUrl}${API_BASE}` }],
      security: [{ token: [] }, { session: [] }],
      tags: [...new Set(catalogue.map((entry) => entry.tag))].map((name) => ({ name })),
      paths,
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'foredeck.session' },
        },
      },
    }),
  };
}

function operationOf({ contract, tag, operationId }: Tagged): ZodOpenApiOperationObject {
  const { params, query, body, summary, isPublic } = contract;
  const isVersioned = summary.includes('If-Match');
  return {
    operationId,
    summary,
    tags: [tag],
    ...(isPublic ? { security: [] } : {}),
    requestParams: {
      ...(params instanceof z.ZodObject ? { path: params } : {}),
      ...(query instanceof z.ZodObject ? { query } : {}),
      ...(isVersioned ? { header: z.object({ 'If-Match': z.string().optional() }) } : {}),
    },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      ...successOf(contract),
      default: {
        description: 'It was not done; `detail` says why',
        content: { 'application/problem+json': { schema: Problem } },
      },
    },
  };
}

function successOf({
  response,
  method,
  summary,
}: Tagged['contract']): ZodOpenApiOperationObject['responses'] {
  if (response)
    return { 200: { description: 'Done', content: { 'application/json': { schema: response } } } };
  if (method === 'GET') return { 200: { description: summary, content: { 'text/event-stream': {} } } };
  return { 204: { description: 'Done' } };
}
