import { z } from 'zod';
import { endpoint } from '#lib/http/endpoint.ts';

export const getExamplesApi = endpoint({
  method: 'GET',
  path: '/examples',
  response: z.object({ present: z.boolean() }),
  summary: 'Whether the first-run examples are still there',
});
export const removeExamplesApi = endpoint({
  method: 'DELETE',
  path: '/examples',
  summary: 'Remove the first-run examples',
});
