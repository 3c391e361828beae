import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const openApiApi = endpoint({
  method: 'GET',
  path: '/openapi.json',
  response: z.record(z.string(), z.unknown()),
  isPublic: true,
  summary: 'This description of the API (OpenAPI 3.1)',
});
