import { z } from 'zod';
import { endpoint } from '#lib/http/endpoint.ts';
import { NotificationDelivery } from './schema.ts';

export const listDeliveriesApi = endpoint({
  method: 'GET',
  path: '/executions/{id}/notifications',
  params: z.object({ id: z.string().min(1).max(64) }),
  response: z.array(NotificationDelivery),
  summary: 'What was told about a run, to whom, and what became of it',
});
