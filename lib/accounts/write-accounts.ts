import { record } from '#lib/audit/index.ts';
import { actorName, type Context, requireAdmin } from '#lib/auth/index.ts';
import { publish } from '#lib/events/index.ts';
import { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';
import { withTransaction } from '#lib/platform/database/index.ts';
import { Conflict } from '#lib/platform/errors.ts';
import type { Account as AccountRow } from '#prisma/generated/client.ts';
import { findAccount, toView } from './read-accounts.ts';
import type { AccountView } from './schema.ts';
import { columnsOf, configOf } from './stored-account.ts';

/** Adds an account. Only administrators: an account is a way into a cluster. */
export async function createAccount(ctx: Context, config: AccountConfig): Promise<AccountView> {
  requireAdmin(ctx);
  return withTransaction(async (tx) => {
    if (await tx.account.findUnique({ where: { name: config.name } })) {
      throw new Conflict(`There is an account ${config.name} already.`, {
        faults: [{ field: 'name', message: 'This name is taken.' }],
      });
    }
    const by = actorName(ctx.actor);
    const row = await tx.account.create({
      data: { name: config.name, ...columnsOf(config), createdBy: by, updatedBy: by },
    });
    await record(tx, ctx, {
      action: 'account.create',
      subject: `account ${config.name}`,
      after: withoutSecret(row),
    });
    await publish(tx, { kind: 'account.changed', account: config.name });
    return toView(ctx, row);
  });
}

/**
 * Changes an account; what `change` leaves out stays. Credentials that lead to another place must be entered whole,
 * so that stored ones are never sent to a new host.
 */
export async function updateAccount(
  ctx: Context,
  name: string,
  change: Readonly<Record<string, unknown>>,
  version: number | undefined,
): Promise<AccountView> {
  requireAdmin(ctx);
  return withTransaction(async (tx) => {
    const before = await findAccount(ctx, name, 'READ', tx);
    const config = AccountConfig.parse({ ...configOf(before, change.credentials), ...change, name });
    const columns = columnsOf(config);
    // Encrypting again would look like a change of what did not change.
    if (change.credentials === undefined) columns.kubeconfig = before.kubeconfig;
    const { count } = await tx.account.updateMany({
      where: { name, version: version ?? before.version },
      data: { ...columns, version: { increment: 1 }, updatedBy: actorName(ctx.actor) },
    });
    if (count === 0)
      throw new Conflict('Somebody else changed this account meanwhile. Reload, then change it again.');
    const after = await findAccount(ctx, name, 'READ', tx);
    await record(tx, ctx, {
      action: 'account.update',
      subject: `account ${name}`,
      before: withoutSecret(before),
      after: withoutSecret(after),
      summary: change.credentials === undefined ? '' : 'new credentials',
    });
    await publish(tx, { kind: 'account.changed', account: name });
    return toView(ctx, after);
  });
}

/** Removes an account. Its cluster is not touched; pipelines that name it fail until they name another. */
export async function deleteAccount(ctx: Context, name: string): Promise<void> {
  requireAdmin(ctx);
  await withTransaction(async (tx) => {
    const before = await findAccount(ctx, name, 'READ', tx);
    await tx.account.delete({ where: { name } });
    await record(tx, ctx, {
      action: 'account.delete',
      subject: `account ${name}`,
      before: withoutSecret(before),
    });
    await publish(tx, { kind: 'account.changed', account: name });
  });
}

function withoutSecret(row: AccountRow): Omit<AccountRow, 'kubeconfig'> {
  const { kubeconfig: _secret, ...rest } = row;
  return rest;
}
