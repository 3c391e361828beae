import { createHash } from 'node:crypto';
import { actorName, type Context } from '#lib/auth/context.ts';
import type { Transaction } from '#lib/platform/database/index.ts';

export interface AuditFact {
  /** `noun.verb`, e.g. `pipeline.rename`. */
  action: string;
  /** What it was done to: `pipeline 01J…`, `account staging`. */
  subject: string;
  application?: string;
  /** One line for people; no secrets. */
  summary?: string;
  /** Stands for the thing before and after; only hashes are kept. */
  before?: unknown;
  after?: unknown;
  onBehalfOf?: string;
}

/** Writes the audit entry of a change, in the transaction of the change. */
export async function record(tx: Transaction, ctx: Context, fact: AuditFact): Promise<void> {
  await tx.auditEntry.create({
    data: {
      actor: actorName(ctx.actor),
      actorKind: ctx.actor.kind,
      onBehalfOf: fact.onBehalfOf ?? null,
      action: fact.action,
      application: fact.application ?? null,
      subject: fact.subject,
      summary: fact.summary ?? '',
      beforeHash: hash(fact.before),
      afterHash: hash(fact.after),
      ip: ctx.ip ?? null,
      requestId: ctx.requestId,
    },
  });
}

function hash(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
  return createHash('sha256').update(text).digest('hex');
}
