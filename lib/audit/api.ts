import { z } from 'zod';
import { endpoint } from '#lib/http/endpoint.ts';

export const AuditEntry = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  actorKind: z.string(),
  onBehalfOf: z.string().nullable(),
  action: z.string(),
  application: z.string().nullable(),
  subject: z.string(),
  summary: z.string(),
  ip: z.string().nullable(),
  requestId: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditQuery = z.object({
  actor: z.string().max(128).optional(),
  action: z.string().max(128).optional(),
  application: z.string().max(63).optional(),
  text: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  before: z.string().regex(/^\d+$/).optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const listAuditApi = endpoint({
  method: 'GET',
  path: '/audit',
  query: AuditQuery,
  response: z.object({ entries: z.array(AuditEntry), next: z.string().nullable() }),
  summary: 'The audit trail, newest first',
});
