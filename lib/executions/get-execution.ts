import { z } from 'zod';
import { findApplication, permissionsOf } from '#lib/applications/index.ts';
import { type Context, can } from '#lib/auth/index.ts';
import { ExecutionStatus } from '#lib/engine/model.ts';
import { database } from '#lib/platform/database/index.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { toBar, toSummary } from './list-executions.ts';
import type { ExecutionDetail, StageDetail, StageRow } from './schema.ts';
import { placesInQueue } from './waiting.ts';

const Members = z.record(z.string(), z.unknown());
const Tasks = z.array(
  z.object({
    name: z.string(),
    status: ExecutionStatus,
    startTime: z.number().nullable(),
    endTime: z.number().nullable(),
  }),
);
const Flags = z.object({ canSkip: z.boolean().optional() });
const Trigger = z.object({ parameters: Members.catch({}), artifacts: z.array(Members).catch([]) });
const Paused = z.object({ pausedBy: z.string(), pauseTime: z.number() });

/** One run with all its stages, without their contexts. */
export async function getExecution(ctx: Context, id: string): Promise<ExecutionDetail> {
  const row = await database().execution.findUnique({
    where: { id },
    include: { stages: { orderBy: { position: 'asc' } }, body: { select: { trigger: true } } },
  });
  const missing = new NotFound('There is no such run. It may have been deleted.');
  if (!row) throw missing;
  const application = await findApplication(ctx, row.application, 'READ').catch((error: unknown) => {
    throw error instanceof NotFound ? missing : error;
  });
  const trigger = Trigger.parse(row.body?.trigger ?? {});
  const paused = Paused.safeParse(row.paused);
  const permissions = permissionsOf(application);
  return {
    ...toSummary(
      row,
      row.stages.filter((stage) => stage.parentId === null),
      (await placesInQueue([row])).get(row.id),
    ),
    stages: row.stages.map(
      (stage): StageRow => ({
        ...toBar(stage),
        requisites: stage.requisites,
        parentId: stage.parentId,
        owner: stage.owner === 'STAGE_BEFORE' || stage.owner === 'STAGE_AFTER' ? stage.owner : null,
        tasks: Tasks.catch([]).parse(stage.tasks),
        error: stage.error,
        canSkip: Flags.catch({}).parse(stage.flags).canSkip === true,
        restarts: stage.restarts,
      }),
    ),
    parameters: trigger.parameters,
    artifacts: trigger.artifacts,
    parentExecutionId: row.parentExecutionId,
    paused:
      paused.success && row.status === 'PAUSED'
        ? { by: paused.data.pausedBy, at: paused.data.pauseTime }
        : null,
    may: { execute: can(ctx.actor, 'EXECUTE', permissions), write: can(ctx.actor, 'WRITE', permissions) },
  };
}

/** What one stage was told and what it recorded. */
export async function getStage(ctx: Context, executionId: string, stageId: string): Promise<StageDetail> {
  await getExecution(ctx, executionId);
  const row = await database().stageData.findUnique({ where: { stageId } });
  if (!row || row.executionId !== executionId) throw new NotFound('This run has no such stage.');
  const outputs = Members.parse(row.outputs);
  return { id: stageId, context: { ...Members.parse(row.config), ...Members.parse(row.context) }, outputs };
}

/** The run's own copy of its pipeline, its trigger and every stage: for export and for scripts. */
export async function getExecutionSource(ctx: Context, id: string): Promise<Record<string, unknown>> {
  const detail = await getExecution(ctx, id);
  const body = await database().executionBody.findUnique({ where: { executionId: id } });
  const data = await database().stageData.findMany({ where: { executionId: id } });
  const byStage = new Map(data.map((row) => [row.stageId, row]));
  const stages = detail.stages.map((stage) => ({
    ...stage,
    context: {
      ...Members.catch({}).parse(byStage.get(stage.id)?.config),
      ...Members.catch({}).parse(byStage.get(stage.id)?.context),
    },
    outputs: byStage.get(stage.id)?.outputs ?? {},
  }));
  return { ...detail, stages, trigger: body?.trigger ?? {}, definition: body?.definition ?? {} };
}
