import { record } from '#lib/audit/index.ts';
import { type Context, requireAdmin } from '#lib/auth/index.ts';
import { type AccountConfig, type ConnectionReport, testConnection } from '#lib/kubernetes/index.ts';
import { withTransaction } from '#lib/platform/database/index.ts';
import { findAccount } from './read-accounts.ts';
import { configOf } from './stored-account.ts';

/** Tries a stored account and says what is missing. Whoever may see the account may ask. */
export async function testAccount(ctx: Context, name: string): Promise<ConnectionReport> {
  const row = await findAccount(ctx, name, 'READ');
  await withTransaction((tx) => record(tx, ctx, { action: 'account.test', subject: `account ${name}` }));
  return testConnection(configOf(row));
}

/** Tries a connection that is not saved yet. Only administrators: it makes Foredeck connect to wherever they say. */
export async function testNewAccount(ctx: Context, config: AccountConfig): Promise<ConnectionReport> {
  requireAdmin(ctx);
  await withTransaction((tx) =>
    record(tx, ctx, { action: 'account.test', subject: `account ${config.name}` }),
  );
  return testConnection(config);
}
