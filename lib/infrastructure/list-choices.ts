import { StoredPermissions } from '#lib/accounts/index.ts';
import { type Context, requirePermission } from '#lib/auth/index.ts';
import { fleet, type Member } from '#lib/fleet/index.ts';
import { kindNameOf } from '#lib/kubernetes/index.ts';

const LIMIT = 1000;

/** The namespaces of an account that may be chosen in a form. */
export async function listNamespaces(ctx: Context, account: string): Promise<string[]> {
  const member = await readable(ctx, account);
  const { items } = await member.client.list({ apiVersion: 'v1', kind: 'Namespace' });
  const names = items.map((namespace) => namespace.metadata.name ?? '').filter(member.mayUseNamespace);
  return names.sort().slice(0, LIMIT);
}

/** Names such as `deployment web` in a namespace, of the given kinds or of all; from the live cache. */
export async function listManifestNames(
  ctx: Context,
  account: string,
  namespace: string,
  kinds: readonly string[],
): Promise<string[]> {
  const member = await readable(ctx, account);
  const names = member.cache
    .list({ namespace })
    .filter((object) => kinds.length === 0 || kinds.includes(kindNameOf(object)))
    .map((object) => `${kindNameOf(object)} ${object.metadata.name ?? ''}`);
  return [...new Set(names)].sort().slice(0, LIMIT);
}

async function readable(ctx: Context, account: string): Promise<Member> {
  const member = (await fleet()).member(account);
  requirePermission(ctx, 'READ', {
    title: `account ${account}`,
    permissions: StoredPermissions.parse(member.permissions),
  });
  return member;
}
