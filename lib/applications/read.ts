import {
  type Authorization,
  type Context,
  can,
  requirePermission,
  requireSignedIn,
} from '#lib/auth/index.ts';
import { Permissions } from '#lib/auth/schema.ts';
import { database, type Transaction } from '#lib/platform/database/index.ts';
import { NotFound } from '#lib/platform/errors.ts';
import type { Application as ApplicationRow } from '#prisma/generated/client.ts';
import { type Application, SaveApplication } from './schema.ts';

type Reader = Pick<Transaction, 'application' | 'applicationStar'>;

/** The application's row, once the permission is certain. Throws NotFound also to who may not read it. */
export async function findApplication(
  ctx: Context,
  name: string,
  authorization: Authorization,
  tx: Reader = database(),
): Promise<ApplicationRow> {
  requireSignedIn(ctx);
  const row = await tx.application.findUnique({ where: { name: name.toLowerCase() } });
  if (!row) throw new NotFound(`There is no application ${name}.`);
  requirePermission(ctx, authorization, {
    title: `application ${row.name}`,
    permissions: permissionsOf(row),
  });
  return row;
}

/** One application. */
export async function getApplication(ctx: Context, name: string): Promise<Application> {
  const row = await findApplication(ctx, name, 'READ');
  return toApplication(ctx, row, await starsOf(ctx));
}

/** The applications that the caller may read, starred first, then by name. */
export async function listApplications(ctx: Context): Promise<Application[]> {
  requireSignedIn(ctx);
  const [rows, stars] = await Promise.all([
    database().application.findMany({ orderBy: { name: 'asc' } }),
    starsOf(ctx),
  ]);
  return rows
    .filter((row) => can(ctx.actor, 'READ', permissionsOf(row)))
    .map((row) => toApplication(ctx, row, stars))
    .sort((a, b) => Number(b.starred) - Number(a.starred));
}

/** The names of the applications that the caller may use so. */
export async function applicationsFor(ctx: Context, authorization: Authorization): Promise<Set<string>> {
  const rows = await database().application.findMany({ select: { name: true, permissions: true } });
  return new Set(
    rows.filter((row) => can(ctx.actor, authorization, permissionsOf(row))).map((row) => row.name),
  );
}

export function permissionsOf(row: { permissions: unknown }): Permissions {
  return Permissions.parse(row.permissions ?? {});
}

export function toApplication(ctx: Context, row: ApplicationRow, stars: ReadonlySet<string>): Application {
  const permissions = permissionsOf(row);
  return {
    name: row.name,
    displayName: row.displayName,
    description: row.description,
    email: row.email,
    team: row.team,
    permissions,
    links: SaveApplication.shape.links.parse(row.links),
    version: row.version,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    may: { write: can(ctx.actor, 'WRITE', permissions), execute: can(ctx.actor, 'EXECUTE', permissions) },
    starred: stars.has(row.name),
  };
}

export async function starsOf(ctx: Context, tx: Reader = database()): Promise<Set<string>> {
  if (ctx.actor.kind !== 'user') return new Set();
  const rows = await tx.applicationStar.findMany({
    where: { userId: ctx.actor.id },
    select: { application: true },
  });
  return new Set(rows.map((row) => row.application));
}
