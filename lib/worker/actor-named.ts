import type { Actor } from '#lib/auth/index.ts';
import { database } from '#lib/platform/database/index.ts';

/**
 * The rights of a person by name, as of now: a run works with those of who started or approved it. Somebody who was
 * deactivated has none. Runs that Foredeck itself started are Foredeck's.
 */
export async function actorNamed(username: string): Promise<Actor> {
  const user = await database().user.findUnique({
    where: { username },
    include: { memberships: { include: { team: { select: { name: true } } } } },
  });
  if (!user?.active) return { kind: 'anonymous' };
  return {
    kind: 'user',
    id: user.id,
    username,
    name: user.name,
    admin: user.admin,
    teams: user.memberships.map((membership) => membership.team.name),
    via: { session: 'engine' },
  };
}
