import { record } from '#lib/audit/index.ts';
import { type Context, requireAdmin, requireSignedIn } from '#lib/auth/index.ts';
import type { SaveTeam, Team } from '#lib/auth/schema.ts';
import { publish } from '#lib/events/index.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { Conflict, NotFound } from '#lib/platform/errors.ts';
import { newId } from '#lib/platform/ids.ts';

const withMembers = {
  members: { include: { user: { select: { id: true, username: true, name: true } } } },
} as const;

/** All teams with their members. */
export async function listTeams(ctx: Context): Promise<Team[]> {
  requireSignedIn(ctx);
  const rows = await database().team.findMany({ include: withMembers, orderBy: { name: 'asc' } });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    members: row.members.map((member) => member.user).sort((a, b) => a.username.localeCompare(b.username)),
  }));
}

/** Adds a team. Throws Conflict when the name is taken. */
export async function createTeam(ctx: Context, input: SaveTeam): Promise<Team> {
  requireAdmin(ctx);
  return withTransaction(async (tx) => {
    if (await tx.team.findUnique({ where: { name: input.name } })) {
      throw new Conflict(`There is a team ${input.name} already.`, {
        faults: [{ field: 'name', message: 'This name is taken.' }],
      });
    }
    const row = await tx.team.create({ data: { id: newId(), ...input } });
    await record(tx, ctx, { action: 'team.create', subject: `team ${row.name}`, after: input });
    await publish(tx, { kind: 'access.changed' });
    return { id: row.id, name: row.name, description: row.description, members: [] };
  });
}

/** Removes a team. Permissions that name it stay as they are: they then grant nobody. */
export async function deleteTeam(ctx: Context, id: string): Promise<void> {
  requireAdmin(ctx);
  await withTransaction(async (tx) => {
    const row = await tx.team.findUnique({ where: { id } });
    if (!row) throw new NotFound('There is no such team.');
    await tx.team.delete({ where: { id } });
    await record(tx, ctx, { action: 'team.delete', subject: `team ${row.name}`, before: row });
    await publish(tx, { kind: 'access.changed' });
  });
}
