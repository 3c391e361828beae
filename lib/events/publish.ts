import type { Transaction } from '#lib/platform/database/index.ts';
import type { DomainEvent } from './schema.ts';

/** Announces what this transaction changes. Nothing is announced when it rolls back. */
export async function publish(tx: Transaction, ...events: DomainEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.$executeRaw`select foredeck_publish(${JSON.stringify(events)}::jsonb)`;
}
