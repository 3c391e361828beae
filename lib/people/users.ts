import { record } from '#lib/audit/index.ts';
import { type Context, hashPassword, requireAdmin, requireSignedIn } from '#lib/auth/index.ts';
import type { CreateUser, UpdateUser, User } from '#lib/auth/schema.ts';
import { publish } from '#lib/events/index.ts';
import { database, type Transaction, withTransaction } from '#lib/platform/database/index.ts';
import { Conflict, Invalid, NotFound } from '#lib/platform/errors.ts';
import { newId } from '#lib/platform/ids.ts';

const withTeams = { memberships: { include: { team: { select: { name: true } } } } } as const;

/** Everybody who can sign in, by user name. Signed-in people may see who their colleagues are. */
export async function listUsers(ctx: Context): Promise<User[]> {
  requireSignedIn(ctx);
  const rows = await database().user.findMany({
    include: withTeams,
    orderBy: { username: 'asc' },
    take: 2000,
  });
  return rows.map(toUser);
}

/** Adds a person. Throws Conflict when the user name is taken, Invalid for unknown teams. */
export async function createUser(ctx: Context, input: CreateUser): Promise<User> {
  requireAdmin(ctx);
  const passwordHash = await hashPassword(input.password);
  return withTransaction(async (tx) => {
    const taken = await tx.user.findUnique({ where: { username: input.username } });
    if (taken)
      throw new Conflict(`The user name ${input.username} is taken.`, {
        faults: [{ field: 'username', message: 'This user name is taken.' }],
      });
    const user = await tx.user.create({
      data: {
        id: newId(),
        username: input.username,
        name: input.name,
        email: input.email ?? null,
        admin: input.admin,
        passwordHash,
      },
    });
    await setTeams(tx, user.id, input.teams);
    return finish(tx, ctx, 'user.create', user.id);
  });
}

/**
 * Changes a person. A new password and deactivation end their sessions. The last active administrator can be neither
 * deactivated nor demoted.
 */
export async function updateUser(ctx: Context, id: string, input: UpdateUser): Promise<User> {
  requireAdmin(ctx);
  const passwordHash = input.password === undefined ? undefined : await hashPassword(input.password);
  return withTransaction(async (tx) => {
    const before = await tx.user.findUnique({ where: { id } });
    if (!before) throw new NotFound('There is no such user.');
    if (before.admin && before.active && (input.admin === false || input.active === false))
      await requireOtherAdmin(tx, id);
    await tx.user.update({
      where: { id },
      data: {
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.email === undefined ? {} : { email: input.email }),
        ...(input.admin === undefined ? {} : { admin: input.admin }),
        ...(input.active === undefined ? {} : { active: input.active }),
        ...(passwordHash === undefined ? {} : { passwordHash }),
      },
    });
    if (passwordHash !== undefined || input.active === false) {
      await tx.session.updateMany({
        where: { userId: id, revokedAt: null },
        data: { revokedAt: new Date() },
      });
    }
    if (input.teams) await setTeams(tx, id, input.teams);
    return finish(tx, ctx, 'user.update', id);
  });
}

async function requireOtherAdmin(tx: Transaction, id: string): Promise<void> {
  // Locks the administrators, so that two of them cannot demote each other at the same moment.
  const admins = await tx.$queryRaw<
    { id: string }[]
  >`select "id" from "User" where "admin" and "active" for update`;
  if (!admins.some((admin) => admin.id !== id)) {
    throw new Invalid('This is the last administrator. Make somebody else an administrator first.');
  }
}

async function setTeams(tx: Transaction, userId: string, names: readonly string[]): Promise<void> {
  const teams = await tx.team.findMany({ where: { name: { in: [...names] } } });
  const missing = names.filter((name) => !teams.some((team) => team.name === name));
  if (missing.length > 0) {
    throw new Invalid(`There is no team ${missing.join(', ')}.`, {
      faults: [{ field: 'teams', message: `Unknown: ${missing.join(', ')}` }],
    });
  }
  await tx.teamMember.deleteMany({ where: { userId } });
  await tx.teamMember.createMany({ data: teams.map((team) => ({ teamId: team.id, userId })) });
}

async function finish(tx: Transaction, ctx: Context, action: string, id: string): Promise<User> {
  const user = toUser(await tx.user.findUniqueOrThrow({ where: { id }, include: withTeams }));
  await record(tx, ctx, { action, subject: `user ${user.username}`, after: user });
  await publish(tx, { kind: 'access.changed', userId: id });
  return user;
}

interface UserRow {
  id: string;
  username: string;
  name: string;
  email: string | null;
  admin: boolean;
  active: boolean;
  createdAt: Date;
  memberships: { team: { name: string } }[];
}

function toUser(row: UserRow): User {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    email: row.email,
    admin: row.admin,
    active: row.active,
    teams: row.memberships.map((membership) => membership.team.name).sort(),
    createdAt: row.createdAt.toISOString(),
  };
}
