import { findApplication } from '#lib/applications/index.ts';
import { record } from '#lib/audit/index.ts';
import { actorName, type Context } from '#lib/auth/index.ts';
import { retentionDefaults } from '#lib/engine/model.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import type { Retention, SaveRetention } from './schema.ts';

/** How long an application keeps its finished runs. Needs READ. */
export async function getRetention(ctx: Context, application: string): Promise<Retention> {
  const { name } = await findApplication(ctx, application, 'READ');
  const row = await database().executionRetention.findUnique({ where: { application: name } });
  return row
    ? { days: row.days, keepLatest: row.keepLatest, isDefault: false, updatedBy: row.updatedBy }
    : { ...retentionDefaults, isDefault: true, updatedBy: null };
}

/** Says how long an application keeps its finished runs; they go within ten minutes. Needs WRITE. */
export async function saveRetention(
  ctx: Context,
  application: string,
  input: SaveRetention,
): Promise<Retention> {
  return withTransaction(async (tx) => {
    const { name } = await findApplication(ctx, application, 'WRITE', tx);
    const before = await tx.executionRetention.findUnique({ where: { application: name } });
    const values = { ...input, updatedBy: actorName(ctx.actor) };
    await tx.executionRetention.upsert({
      where: { application: name },
      create: { application: name, ...values },
      update: values,
    });
    await record(tx, ctx, {
      action: 'application.retention',
      application: name,
      subject: `application ${name}`,
      summary: `runs are kept ${input.days} days, the newest ${input.keepLatest} of each pipeline longer`,
      before,
      after: values,
    });
    return { ...values, isDefault: false };
  });
}
