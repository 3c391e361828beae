import { applicationsFor } from '#lib/applications/index.ts';
import { actorName, type Context, requireSignedIn } from '#lib/auth/index.ts';
import { isObject } from '#lib/engine/model.ts';
import { database } from '#lib/platform/database/index.ts';
import { approversOf, judgeRoles, judgmentIn, mayJudge } from '#lib/stages/manual-judgment/model.ts';
import type { Approval } from './schema.ts';

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
  const editors = await editorsOf(rows.map((row) => row.executionId));
  return rows.map((row) => {
    const judgment = judgmentIn({ ...asObject(row.data?.config), ...asObject(row.data?.context) });
    const facts = {
      startedBy: row.execution.user,
      requiredApprovals: judgment.requiredApprovals,
      approvedBy: approversOf(judgment),
      roles: judgeRoles(judgment),
      excludesAuthor: judgment.excludeAuthor,
    };
    return {
      ...facts,
      executionId: row.executionId,
      stageId: row.id,
      application: row.execution.application,
      pipeline: row.execution.name,
      stage: row.name,
      waitingSince: (row.startTime ?? row.execution.buildTime).getTime(),
      instructions: judgment.instructions ?? '',
      obstacle: executable.has(row.execution.application)
        ? obstacleOf(ctx, { ...facts, editor: editors.get(row.executionId) })
        : 'You may only look at this application.',
    };
  });
}

type Facts = Pick<Approval, 'startedBy' | 'requiredApprovals' | 'approvedBy' | 'roles' | 'excludesAuthor'> & {
  editor: string | undefined;
};

function obstacleOf({ actor }: Context, facts: Facts): string | null {
  if (actor.kind !== 'user') return null;
  const name = actorName(actor);
  if (facts.approvedBy.includes(name)) {
    const missing = facts.requiredApprovals - facts.approvedBy.length;
    return `You have approved; ${missing} more ${missing === 1 ? 'approval is' : 'approvals are'} needed.`;
  }
  if (facts.excludesAuthor && facts.startedBy === name)
    return 'You started this run; somebody else must decide.';
  if (facts.excludesAuthor && facts.editor === name)
    return 'You changed this pipeline last; somebody else must decide.';
  return mayJudge(facts.roles, { roles: actor.teams, isAdmin: actor.admin })
    ? null
    : `Only ${facts.roles.join(', ')} may decide.`;
}

/** Who last changed the pipelines of these runs, as each run's own copy says; without reading the copies, which can be large. */
async function editorsOf(executionIds: readonly string[]): Promise<Map<string, string>> {
  if (executionIds.length === 0) return new Map();
  const found = await database().$queryRaw<{ id: string; editor: string | null }[]>`
    select "executionId" as "id", "definition"->>'lastModifiedBy' as "editor" from "ExecutionBody"
    where "executionId" = any(${executionIds})`;
  return new Map(found.flatMap(({ id, editor }) => (editor === null ? [] : [[id, editor] as const])));
}

function asObject(value: unknown): Record<string, unknown> {
  return isObject(value) ? { ...value } : {};
}
