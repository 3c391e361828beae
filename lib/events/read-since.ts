import { z } from 'zod';
import { database } from '#lib/platform/database/index.ts';
import { DomainEvent, type StreamedEvent } from './schema.ts';

const LIMIT = 500;

/**
 * The stored events after `lastId`, oldest first. `undefined` when that lies too far back: the reader must fetch
 * everything anew. Events may be told twice around the border; readers treat them as hints, so that is harmless.
 */
export async function readSince(lastId: string): Promise<StreamedEvent[] | undefined> {
  if (!/^\d{1,18}$/.test(lastId)) return undefined;
  const known = await database().liveEvent.findUnique({
    where: { id: BigInt(lastId) },
    select: { at: true },
  });
  if (!known) return undefined;
  const from = new Date(known.at.getTime() - 5000);
  const rows = await database().liveEvent.findMany({
    where: { at: { gte: from } },
    orderBy: { id: 'asc' },
    take: LIMIT + 1,
  });
  if (rows.length > LIMIT) return undefined;
  return rows.flatMap((row) => {
    const event = DomainEvent.and(z.object({})).safeParse(row.payload);
    return event.success ? [{ ...event.data, id: String(row.id) }] : [];
  });
}

/** Forgets events older than an hour. */
export async function forgetOldEvents(now: number): Promise<number> {
  const { count } = await database().liveEvent.deleteMany({
    where: { at: { lt: new Date(now - 3_600_000) } },
  });
  return count;
}
