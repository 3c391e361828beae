import { findAccount } from '#lib/accounts/index.ts';
import type { Context } from '#lib/auth/index.ts';
import { fleet, type Member } from '#lib/fleet/index.ts';

/**
 * The account as this process holds it. The permission is asked of the stored account first: what is wrong with an account
 * (Unavailable) is nothing for people who may not know that it exists.
 */
export async function readableMember(ctx: Context, account: string): Promise<Member> {
  await findAccount(ctx, account, 'READ');
  return (await fleet()).member(account);
}
