import { z } from 'zod';
import { record } from '#lib/audit/index.ts';
import { type Context, requireAdmin, requireSignedIn } from '#lib/auth/index.ts';
import { publish } from '#lib/events/index.ts';
import { fleet } from '#lib/fleet/index.ts';
import { refOf } from '#lib/kubernetes/index.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { Precondition } from '#lib/platform/errors.ts';
import { exampleApplications, exampleTeams } from './content.ts';

const Present = z.object({ present: z.boolean() });
const KINDS = ['Deployment', 'Service', 'ConfigMap'];

/** Whether the first-run examples are still there. */
export async function hasExamples(ctx: Context): Promise<{ present: boolean }> {
  requireSignedIn(ctx);
  const setting = await database().setting.findUnique({ where: { key: 'examples' } });
  return { present: isPresent(setting?.value) };
}

function isPresent(value: unknown): boolean {
  return Present.safeParse(value).data?.present === true;
}

/** Removes the examples: their applications with pipelines, their teams, and what they deployed to the sandbox. */
export async function removeExamples(ctx: Context): Promise<void> {
  requireAdmin(ctx);
  const names = exampleApplications.map((application) => application.name);
  await withTransaction(async (tx) => {
    // On a database that never had them, the same names may be somebody's own.
    const setting = await tx.setting.findUnique({ where: { key: 'examples' } });
    if (!isPresent(setting?.value)) throw new Precondition('The examples are not here (any more).');
    const running = await tx.execution.count({
      where: { application: { in: names }, status: { in: ['NOT_STARTED', 'RUNNING', 'PAUSED'] } },
    });
    if (running > 0)
      throw new Precondition(
        'A run of an example has not ended. Cancel it, or wait, then remove the examples.',
      );
    await tx.application.deleteMany({ where: { name: { in: names } } });
    await tx.team.deleteMany({ where: { name: { in: exampleTeams.map((team) => team.name) } } });
    await tx.setting.update({ where: { key: 'examples' }, data: { value: { present: false } } });
    await record(tx, ctx, { action: 'examples.remove', subject: 'examples' });
    await publish(
      tx,
      ...names.map((application) => ({ kind: 'application.changed' as const, application })),
      { kind: 'access.changed' },
    );
  });
  await removeDeployed(names);
}

async function removeDeployed(applications: readonly string[]): Promise<void> {
  for (const { cache, client } of (await fleet()).members()) {
    const objects = applications
      .flatMap((name) => cache.byApplication(name))
      .filter((object) => KINDS.includes(object.kind));
    await Promise.all(objects.map((object) => client.delete(refOf(object), { propagation: 'Background' })));
  }
}
