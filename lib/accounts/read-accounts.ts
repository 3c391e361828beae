import {
  type Authorization,
  type Context,
  can,
  requirePermission,
  requireSignedIn,
} from '#lib/auth/index.ts';
import { database, type Transaction } from '#lib/platform/database/index.ts';
import { NotFound } from '#lib/platform/errors.ts';
import type { Account as AccountRow } from '#prisma/generated/client.ts';
import type { AccountView } from './schema.ts';
import { StoredPermissions, scopeOf } from './stored-account.ts';

/** The account's row, once the permission is certain. Throws NotFound also to who may not see it. */
export async function findAccount(
  ctx: Context,
  name: string,
  authorization: Authorization,
  tx: Pick<Transaction, 'account'> = database(),
): Promise<AccountRow> {
  requireSignedIn(ctx);
  const row = await tx.account.findUnique({ where: { name } });
  if (!row) throw new NotFound(`There is no account ${name}.`);
  requirePermission(ctx, authorization, {
    title: `account ${name}`,
    permissions: StoredPermissions.parse(row.permissions),
  });
  return row;
}

/** The accounts that the caller may see, by name. */
export async function listAccounts(ctx: Context): Promise<AccountView[]> {
  requireSignedIn(ctx);
  const rows = await database().account.findMany({ orderBy: { name: 'asc' } });
  return rows
    .filter((row) => can(ctx.actor, 'READ', StoredPermissions.parse(row.permissions)))
    .map((row) => toView(ctx, row));
}

export async function getAccount(ctx: Context, name: string): Promise<AccountView> {
  return toView(ctx, await findAccount(ctx, name, 'READ'));
}

export function toView(ctx: Context, row: AccountRow): AccountView {
  const { namespaces, omitNamespaces, kinds, omitKinds, onlySpinnakerManaged } = scopeOf(row);
  const permissions = StoredPermissions.parse(row.permissions);
  return {
    name: row.name,
    environment: row.environment,
    isProduction: row.production,
    source: row.source === 'inline' ? 'inline' : row.source === 'file' ? 'file' : 'inCluster',
    path: row.source === 'file' ? row.kubeconfig : '',
    context: row.context,
    namespaces,
    omitNamespaces,
    kinds,
    omitKinds,
    onlySpinnakerManaged,
    permissions,
    version: row.version,
    updatedBy: row.updatedBy,
    updatedAt: row.updatedAt.toISOString(),
    may: { write: can(ctx.actor, 'WRITE', permissions) },
  };
}
