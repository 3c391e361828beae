import { StoredPermissions } from '#lib/accounts/index.ts';
import { findApplication } from '#lib/applications/index.ts';
import { type Context, can } from '#lib/auth/index.ts';
import { fleet, type Member } from '#lib/fleet/index.ts';
import { groupClusters } from './group-clusters.ts';
import type { AccountFreshness, ClustersView } from './schema.ts';

/** The clusters of an application in every account that the caller may see, from the live caches, with their freshness. */
export async function listClusters(ctx: Context, application: string): Promise<ClustersView> {
  const { name } = await findApplication(ctx, application, 'READ');
  const members = await readableMembers(ctx);
  const clusters = groupClusters(
    members.map((member) => ({
      account: member.name,
      environment: member.environment,
      isProduction: member.isProduction,
      objects: member.cache.byApplication(name),
      ownedBy: (uid) => member.cache.ownedBy(uid),
    })),
  );
  return { clusters, accounts: members.map(freshnessOf) };
}

/** The accounts of this process that the caller may see. */
export async function readableMembers(ctx: Context): Promise<Member[]> {
  const members = (await fleet()).members();
  return members.filter((member) => can(ctx.actor, 'READ', StoredPermissions.parse(member.permissions)));
}

export function freshnessOf(member: Member): AccountFreshness {
  const { state, since, error } = member.cache.status();
  return { account: member.name, state, since, ...(error ? { error } : {}) };
}
