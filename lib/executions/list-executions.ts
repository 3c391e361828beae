import { applicationsFor, findApplication } from '#lib/applications/index.ts';
import { type Context, requireSignedIn } from '#lib/auth/index.ts';
import { ExecutionStatus } from '#lib/engine/model.ts';
import { database } from '#lib/platform/database/index.ts';
import type { Execution as ExecutionRow, StageExecution } from '#prisma/generated/client.ts';
import type { ExecutionPage, ExecutionQuery, ExecutionSummary, QueuePlace, StageBar } from './schema.ts';
import { isWaiting, placesInQueue } from './waiting.ts';

/** Two statements (a third when runs wait for a place), however many runs; none touches a context (quality bar P9). */
export async function listExecutions(ctx: Context, query: ExecutionQuery): Promise<ExecutionPage> {
  requireSignedIn(ctx);
  const applications = query.application
    ? [(await findApplication(ctx, query.application, 'READ')).name]
    : [...(await applicationsFor(ctx, 'READ'))];
  const rows = await database().execution.findMany({
    where: {
      application: { in: applications },
      ...(query.pipelineId ? { pipelineConfigId: query.pipelineId } : {}),
      ...(query.type ? { type: query.type } : {}),
      ...(query.statuses ? { status: { in: query.statuses } } : {}),
      // Ids are ULIDs: they sort by creation.
      ...(query.before ? { id: { lt: query.before } } : {}),
    },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const [stages, places] = await Promise.all([
    topLevelStages(page.map((row) => row.id)),
    placesInQueue(page),
  ]);
  return {
    executions: page.map((row) => toSummary(row, stages.get(row.id) ?? [], places.get(row.id))),
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** The newest runs of each pipeline of an application, newest first; what the pipelines screen shows. */
export async function recentByPipeline(
  ctx: Context,
  application: string,
  perPipeline: number,
): Promise<ExecutionSummary[]> {
  const { name } = await findApplication(ctx, application, 'READ');
  const ids = await database().$queryRaw<{ id: string }[]>`
    select recent."id" from "Pipeline" p cross join lateral (
      select e."id" from "Execution" e where e."pipelineConfigId" = p."id"
      order by e."buildTime" desc limit ${perPipeline}
    ) recent where p."application" = ${name}`;
  const rows = await database().execution.findMany({
    where: { id: { in: ids.map((row) => row.id) } },
    orderBy: { id: 'desc' },
  });
  const [stages, pinned, places] = await Promise.all([
    topLevelStages(rows.map((row) => row.id)),
    pinnedParameters(rows.map((row) => row.id)),
    placesInQueue(rows),
  ]);
  return rows.map((row) => ({
    ...toSummary(row, stages.get(row.id) ?? [], places.get(row.id)),
    pinned: pinned.get(row.id) ?? [],
  }));
}

/** The parameters that a pipeline pins, with the values of each run; read inside the documents, which may be large. */
async function pinnedParameters(
  executionIds: string[],
): Promise<Map<string, { name: string; value: string }[]>> {
  const rows = await database().$queryRaw<{ id: string; name: string; value: string }[]>`
    select b."executionId" as "id", p->>'name' as "name", b."trigger"->'parameters'->>(p->>'name') as "value"
    from "ExecutionBody" b cross join lateral jsonb_array_elements(
      case jsonb_typeof(b."definition"->'parameterConfig') when 'array' then b."definition"->'parameterConfig'
        else '[]'::jsonb end
    ) p
    where b."executionId" = any(${executionIds}) and p->>'pinned' = 'true'`;
  const filled = rows.filter((row) => row.value !== null && row.value !== '');
  return Map.groupBy(filled, (row) => row.id) as Map<string, { name: string; value: string }[]>;
}

type Bar = Pick<
  StageExecution,
  'id' | 'executionId' | 'refId' | 'name' | 'type' | 'status' | 'startTime' | 'endTime' | 'error'
>;

async function topLevelStages(executionIds: string[]): Promise<Map<string, Bar[]>> {
  const rows = await database().stageExecution.findMany({
    where: { executionId: { in: executionIds }, parentId: null },
    select: {
      id: true,
      executionId: true,
      refId: true,
      name: true,
      type: true,
      status: true,
      startTime: true,
      endTime: true,
      error: true,
    },
    orderBy: { position: 'asc' },
  });
  return Map.groupBy(rows, (row) => row.executionId) as Map<string, Bar[]>;
}

export function toSummary(
  row: ExecutionRow,
  stages: readonly Bar[],
  queue: QueuePlace | null = null,
): ExecutionSummary {
  const status = ExecutionStatus.parse(row.status);
  return {
    id: row.id,
    type: row.type === 'ORCHESTRATION' ? 'ORCHESTRATION' : 'PIPELINE',
    application: row.application,
    pipelineId: row.pipelineConfigId,
    name: row.name,
    number: row.number,
    status,
    user: row.user,
    triggerType: row.triggerType,
    isDryRun: row.isDryRun,
    buildTime: row.buildTime.getTime(),
    startTime: row.startTime?.getTime() ?? null,
    endTime: row.endTime?.getTime() ?? null,
    isQueued: isWaiting(row),
    queue,
    isAwaitingApproval: stages.some((stage) => stage.type === 'manualJudgment' && stage.status === 'RUNNING'),
    canceledBy: row.canceledBy,
    cancellationReason: row.cancellationReason,
    error: stages.find((stage) => stage.error)?.error ?? null,
    stages: stages.map(toBar),
  };
}

export function toBar(stage: Bar): StageBar {
  return {
    id: stage.id,
    refId: stage.refId,
    name: stage.name,
    type: stage.type,
    status: ExecutionStatus.parse(stage.status),
    startTime: stage.startTime?.getTime() ?? null,
    endTime: stage.endTime?.getTime() ?? null,
  };
}
