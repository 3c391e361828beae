import { findApplication } from '#lib/applications/index.ts';
import type { Context } from '#lib/auth/index.ts';
import { database } from '#lib/platform/database/index.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { NotificationDelivery } from './schema.ts';

/** What was told about a run, to whom, and what became of it; oldest first. Needs READ on its application. */
export async function listDeliveries(ctx: Context, executionId: string): Promise<NotificationDelivery[]> {
  const missing = new NotFound('There is no such run. It may have been deleted.');
  const run = await database().execution.findUnique({
    where: { id: executionId },
    select: { application: true },
  });
  if (!run) throw missing;
  await findApplication(ctx, run.application, 'READ').catch((error: unknown) => {
    throw error instanceof NotFound ? missing : error;
  });
  const rows = await database().notificationDelivery.findMany({
    where: { executionId },
    orderBy: { id: 'asc' },
    take: 500,
  });
  return rows.map((row) =>
    NotificationDelivery.parse({
      ...row,
      address: withoutSecret(row.address),
      createdAt: row.createdAt.toISOString(),
      deliveredAt: row.deliveredAt?.toISOString() ?? null,
    }),
  );
}

/** The address of a chat is a secret from its path on: who has it may write there. */
function withoutSecret(address: string): string {
  return URL.canParse(address) ? `${new URL(address).origin}/...` : address;
}
