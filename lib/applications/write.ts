import { record } from '#lib/audit/index.ts';
import { actorName, type Context, can, requireSignedIn } from '#lib/auth/index.ts';
import { publish } from '#lib/events/index.ts';
import { type Transaction, withTransaction } from '#lib/platform/database/index.ts';
import { Conflict, Invalid, Precondition, Unauthenticated } from '#lib/platform/errors.ts';
import { findApplication, starsOf, toApplication } from './read.ts';
import type { Application, CreateApplication, SaveApplication } from './schema.ts';

/** Creates an application. Whoever restricts it must keep WRITE for themselves, or nobody could open it again. */
export async function createApplication(ctx: Context, input: CreateApplication): Promise<Application> {
  requireSignedIn(ctx);
  requireOwnAccess(ctx, input);
  return withTransaction(async (tx) => {
    const { name, ...fields } = input;
    if (await tx.application.findUnique({ where: { name } })) {
      throw new Conflict(`The name ${name} is taken. Choose another.`, {
        faults: [{ field: 'name', message: 'This name is taken.' }],
      });
    }
    const by = actorName(ctx.actor);
    const row = await tx.application.create({
      data: { name, ...columnsOf(name, fields), createdBy: by, updatedBy: by },
    });
    await record(tx, ctx, {
      action: 'application.create',
      application: name,
      subject: `application ${name}`,
      after: row,
    });
    await publish(tx, { kind: 'application.changed', application: name });
    return toApplication(ctx, row, new Set());
  });
}

/** Replaces an application's settings. `version` is the one the writer has seen; another one is a Conflict. */
export async function updateApplication(
  ctx: Context,
  name: string,
  input: SaveApplication,
  version: number | undefined,
): Promise<Application> {
  return withTransaction(async (tx) => {
    const before = await findApplication(ctx, name, 'WRITE', tx);
    requireOwnAccess(ctx, input);
    const { count } = await tx.application.updateMany({
      where: { name: before.name, version: version ?? before.version },
      data: { ...columnsOf(before.name, input), version: { increment: 1 }, updatedBy: actorName(ctx.actor) },
    });
    if (count === 0)
      throw new Conflict('Somebody else changed this application meanwhile. Reload, then change it again.');
    const after = await findApplication(ctx, before.name, 'READ', tx);
    await record(tx, ctx, {
      action: 'application.update',
      application: name,
      subject: `application ${name}`,
      before,
      after,
    });
    await publish(tx, { kind: 'application.changed', application: before.name });
    return toApplication(ctx, after, await starsOf(ctx, tx));
  });
}

/** Deletes an application with its pipelines. What it deployed stays in the clusters. Refused while a run is going on. */
export async function deleteApplication(ctx: Context, name: string): Promise<void> {
  await withTransaction(async (tx) => {
    const before = await findApplication(ctx, name, 'WRITE', tx);
    const running = await tx.execution.count({
      where: { application: before.name, status: { in: ['NOT_STARTED', 'RUNNING', 'PAUSED'] } },
    });
    if (running > 0) {
      throw new Precondition(
        `${running} of its runs have not ended. Cancel them, or wait, then delete the application.`,
      );
    }
    await tx.application.delete({ where: { name: before.name } });
    await record(tx, ctx, {
      action: 'application.delete',
      application: name,
      subject: `application ${name}`,
      before,
    });
    await publish(tx, { kind: 'application.changed', application: before.name });
  });
}

/** Stars an application for the caller, or takes the star away. */
export async function starApplication(ctx: Context, name: string, starred: boolean): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw new Unauthenticated();
  await withTransaction(async (tx: Transaction) => {
    const { name: application } = await findApplication(ctx, name, 'READ', tx);
    await tx.applicationStar.deleteMany({ where: { userId: actor.id, application } });
    if (starred) await tx.applicationStar.create({ data: { userId: actor.id, application } });
    const action = starred ? 'application.star' : 'application.unstar';
    await record(tx, ctx, { action, application, subject: `application ${application}` });
  });
}

function columnsOf(name: string, input: SaveApplication) {
  return {
    displayName: input.displayName || name,
    description: input.description,
    email: input.email,
    team: input.team ?? null,
    permissions: input.permissions,
    links: input.links,
  };
}

function requireOwnAccess(ctx: Context, input: Pick<SaveApplication, 'permissions'>): void {
  for (const authorization of ['READ', 'WRITE'] as const) {
    if (can(ctx.actor, authorization, input.permissions)) continue;
    throw new Invalid(
      `With these permissions you would lose ${authorization} yourself. Add one of your teams to it.`,
      {
        faults: [{ field: `permissions.${authorization}`, message: 'Add one of your own teams.' }],
      },
    );
  }
}
