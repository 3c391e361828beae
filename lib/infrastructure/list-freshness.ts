import { listAccounts } from '#lib/accounts/index.ts';
import type { Context } from '#lib/auth/index.ts';
import { type Fleet, fleet } from '#lib/fleet/index.ts';
import { messageOf } from '#lib/platform/errors.ts';
import { freshnessOf } from './list-clusters.ts';
import type { AccountFreshness } from './schema.ts';

/** How each account that the caller may see is connected; one that cannot be opened at all says why. */
export async function listFreshness(ctx: Context): Promise<AccountFreshness[]> {
  const [accounts, open] = await Promise.all([listAccounts(ctx), fleet()]);
  return accounts.map(({ name }) => freshnessBy(open, name));
}

function freshnessBy(open: Fleet, account: string): AccountFreshness {
  try {
    return freshnessOf(open.member(account));
  } catch (error) {
    return { account, state: 'stopped', since: Date.now(), error: messageOf(error) };
  }
}
