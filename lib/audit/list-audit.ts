import { type Context, requireAdmin } from '#lib/auth/index.ts';
import { database } from '#lib/platform/database/index.ts';
import type { AuditEntry, AuditQuery } from './api.ts';

/** The audit trail, newest first. Only administrators. */
export async function listAudit(
  ctx: Context,
  query: AuditQuery,
): Promise<{ entries: AuditEntry[]; next: string | null }> {
  requireAdmin(ctx);
  const contains = query.text ? { contains: query.text, mode: 'insensitive' as const } : undefined;
  const rows = await database().auditEntry.findMany({
    where: {
      ...(query.actor ? { actor: query.actor } : {}),
      ...(query.action ? { action: { startsWith: query.action } } : {}),
      ...(query.application ? { application: query.application } : {}),
      ...(contains ? { OR: [{ subject: contains }, { summary: contains }] } : {}),
      ...(query.before ? { id: { lt: BigInt(query.before) } } : {}),
    },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  return {
    entries: page.map(({ id, at, beforeHash: _before, afterHash: _after, ...entry }) => ({
      ...entry,
      id: String(id),
      at: at.toISOString(),
    })),
    next: rows.length > query.limit ? String(page.at(-1)?.id) : null,
  };
}
