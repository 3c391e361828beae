import { z } from 'zod';
import { applicationsFor } from '#lib/applications/index.ts';
import { actorName, type Context, requireSignedIn } from '#lib/auth/index.ts';
import { database } from '#lib/platform/database/index.ts';
import type { Approval } from './schema.ts';

const Settings = z.object({
  instructions: z.string().catch(''),
  selectedStageRoles: z.array(z.string()).catch([]),
  requiredJudgmentRoles: z.array(z.string()).catch([]),
  excludeAuthor: z.coerce.boolean().catch(false),
});

/** The judgments that wait in applications which the caller may read, oldest first, each with why one may not decide. */
export async function listApprovals(ctx: Context): Promise<Approval[]> {
  requireSignedIn(ctx);
  const [readable, executable] = await Promise.all([
    applicationsFor(ctx, 'READ'),
    applicationsFor(ctx, 'EXECUTE'),
  ]);
  const rows = await database().stageExecution.findMany({
    where: {
      type: 'manualJudgment',
      status: 'RUNNING',
      execution: { application: { in: [...readable] }, status: 'RUNNING' },
    },
    include: { execution: true, data: true },
    orderBy: { startTime: 'asc' },
    take: 200,
  });
  return rows.map((row) => {
    const settings = Settings.parse({ ...asObject(row.data?.config), ...asObject(row.data?.context) });
    return {
      executionId: row.executionId,
      stageId: row.id,
      application: row.execution.application,
      pipeline: row.execution.name,
      stage: row.name,
      startedBy: row.execution.user,
      waitingSince: (row.startTime ?? row.execution.buildTime).getTime(),
      instructions: settings.instructions,
      obstacle: executable.has(row.execution.application)
        ? obstacleOf(ctx, settings, row.execution.user)
        : 'You may only look at this application.',
    };
  });
}

function obstacleOf(ctx: Context, settings: z.infer<typeof Settings>, startedBy: string): string | null {
  const { actor } = ctx;
  if (actor.kind !== 'user') return null;
  if (settings.excludeAuthor && startedBy === actorName(actor))
    return 'You started this run; somebody else must decide.';
  const roles =
    settings.requiredJudgmentRoles.length > 0 ? settings.requiredJudgmentRoles : settings.selectedStageRoles;
  if (roles.length === 0 || actor.admin || roles.some((role) => actor.teams.includes(role.toLowerCase())))
    return null;
  return `Only ${roles.join(', ')} may decide.`;
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
