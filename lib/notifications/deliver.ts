import { publish } from '#lib/events/index.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import type { OutboundAnswer, OutboundRequest } from '#lib/platform/outbound/index.ts';
import { enqueue } from '#lib/queue/index.ts';
import { changeOf } from './send-news.ts';

/** Tries before a message counts as failed: over about an hour. */
const MAX_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 15_000;

interface Outbound {
  readonly request: (input: OutboundRequest) => Promise<OutboundAnswer>;
}

/**
 * Sends one message. A busy or broken receiver is asked again, each time after twice the pause; one that refuses, or an
 * address that is not allowed, is not. The id goes along, so that the receiver can tell a repeat.
 */
export async function deliver(http: Outbound, deliveryId: string, signal: AbortSignal): Promise<void> {
  const delivery = await database().notificationDelivery.findUnique({ where: { id: deliveryId } });
  if (delivery?.status !== 'waiting') return;
  const answer = await http.request({
    url: delivery.address,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': delivery.id },
    body: JSON.stringify(delivery.payload),
    signal,
  });
  const attempts = delivery.attempts + 1;
  const outcome = outcomeOf(answer);
  const isOver = outcome.error === null || !outcome.mayRepeat || attempts >= MAX_ATTEMPTS;
  await withTransaction(async (tx) => {
    // Somebody else may have carried the same job out meanwhile.
    const { count } = await tx.notificationDelivery.updateMany({
      where: { id: deliveryId, status: 'waiting', attempts: delivery.attempts },
      data: {
        attempts,
        error: outcome.error,
        ...(outcome.error === null ? { status: 'delivered', deliveredAt: new Date() } : {}),
        ...(outcome.error !== null && isOver ? { status: 'failed' } : {}),
      },
    });
    if (count === 0) return;
    await publish(tx, changeOf(delivery));
    if (isOver) return;
    const runAt = new Date(Date.now() + FIRST_PAUSE_MS * 2 ** (attempts - 1));
    await enqueue(tx, 'notifications.deliver', { deliveryId }, { runAt });
  });
}

function outcomeOf(answer: OutboundAnswer): { error: string | null; mayRepeat: boolean } {
  if (answer.kind !== 'answer') return { error: answer.reason, mayRepeat: answer.kind !== 'refused' };
  const { status } = answer;
  if (status >= 200 && status < 300) return { error: null, mayRepeat: false };
  const mayRepeat = status >= 500 || status === 408 || status === 425 || status === 429;
  return { error: `The receiver answered ${status}.`, mayRepeat };
}
