import { type Context, systemContext } from '#lib/auth/index.ts';
import { cancelExecution } from '#lib/engine/index.ts';
import { ExecutionStatus, isObject, type JsonObject } from '#lib/engine/model.ts';
import { createPipeline, savePipeline, startPipeline } from '#lib/pipelines/index.ts';
import { database } from '#lib/platform/database/index.ts';
import type { ExecutionFacts, PipelineService } from '#lib/stages/services.ts';
import { actorNamed } from './actor-named.ts';
import { readableApplication } from './readable-application.ts';
import { inTopologicalOrder } from './topological-order.ts';

/** Pipelines and runs for the stages that start, watch and write others, with the rights of the person named. */
export function pipelineService(): PipelineService {
  return {
    async find(id) {
      const row = await database().pipeline.findUnique({ where: { id }, select: { definition: true } });
      return isObject(row?.definition) ? row.definition : undefined;
    },
    async findByName(application, name) {
      const row = await database().pipeline.findUnique({
        where: {
          application_nameKey: { application: application.toLowerCase(), nameKey: name.trim().toLowerCase() },
        },
        select: { definition: true },
      });
      return isObject(row?.definition) ? row.definition : undefined;
    },
    async start(input) {
      const { executionId } = await startPipeline(await contextFor(input.user), {
        pipelineId: input.pipeline,
        parameters: input.parameters,
        artifacts: input.artifacts,
        isDryRun: input.isDryRun,
        correlationId: input.correlationId,
        parent: { executionId: input.parentExecutionId, stageId: input.parentStageId },
        trigger: {
          type: 'pipeline',
          user: input.user,
          isPipeline: true,
          parentPipelineStageId: input.parentStageId,
        },
        origin: 'pipeline',
      });
      return { executionId };
    },
    async cancel({ executionId, user, reason }) {
      // The stage that started the child ends it; that needs no right beyond those it was started with.
      await cancelExecution(systemContext('engine'), { executionId, reason, by: user });
    },
    async execution(id, reader) {
      const facts = await factsOf(id);
      const isHidden =
        facts && reader !== undefined && !(await readableApplication(facts.application, reader));
      return isHidden ? undefined : facts;
    },
    async newestExecution({ user, application, pipeline, statuses, exceptRefId, before }) {
      if (!(await readableApplication(application, user))) return undefined;
      const row = await database().execution.findFirst({
        where: {
          application,
          pipelineConfigId: pipeline,
          ...(statuses ? { status: { in: [...statuses] } } : {}),
          // Ids are ULIDs: they sort by creation.
          ...(before ? { id: { lt: before } } : {}),
        },
        orderBy: { id: 'desc' },
        select: { id: true },
      });
      return row ? factsOf(row.id, exceptRefId) : undefined;
    },
    async deploysOf(executionId) {
      const rows = await database().stageExecution.findMany({
        where: { executionId, type: 'deployManifest', status: 'SUCCEEDED' },
        orderBy: { endTime: 'desc' },
        include: { data: true },
      });
      return rows.flatMap(({ data }) => {
        const context = { ...objectOf(data?.config), ...objectOf(data?.context) };
        const names = objectOf(data?.outputs)['outputs.manifestNamesByNamespace'];
        const account = context.account ?? context.credentials;
        return typeof account === 'string' && isObject(names) ? [{ account, names }] : [];
      });
    },
    async save({ definition, user }) {
      const ctx = await contextFor(user);
      const application = String(definition.application ?? '').toLowerCase();
      const nameKey = String(definition.name ?? '')
        .trim()
        .toLowerCase();
      const existing = await database().pipeline.findUnique({
        where: { application_nameKey: { application, nameKey } },
      });
      const message = 'Saved by a pipeline';
      if (existing) {
        await savePipeline(ctx, existing.id, { definition, message }, undefined);
        return { id: existing.id, outcome: 'updated' };
      }
      const created = await createPipeline(ctx, application, { definition, message });
      return { id: created.id, outcome: 'created' };
    },
  };
}

const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

async function contextFor(user: string): Promise<Context> {
  return { actor: await actorNamed(user), requestId: 'engine' };
}

async function factsOf(id: string, exceptRefId?: string): Promise<ExecutionFacts | undefined> {
  const row = await database().execution.findUnique({
    where: { id },
    include: {
      stages: { orderBy: { position: 'asc' }, include: { data: { select: { outputs: true } } } },
      body: { select: { trigger: true } },
    },
  });
  if (!row) return undefined;
  const ordered = inTopologicalOrder(row.stages);
  const own = row.stages.find((stage) => stage.parentId === null && stage.refId === exceptRefId);
  const heirs = ordered.filter((stage) => !own || (stage.id !== own.id && stage.parentId !== own.id));
  const topLevel = row.stages.filter((stage) => stage.parentId === null);
  const failedIndex = topLevel.findIndex((stage) => stage.error !== null);
  const failed = topLevel[failedIndex];
  const trigger = isObject(row.body?.trigger) ? row.body.trigger : {};
  return {
    id,
    application: row.application,
    name: row.name,
    status: ExecutionStatus.parse(row.status),
    canceled: row.canceled,
    outputs: merged(ordered.map((stage) => (isObject(stage.data?.outputs) ? stage.data.outputs : {}))),
    ...(row.cancellationReason ? { reason: row.cancellationReason } : {}),
    artifacts: artifactsOf([...heirs.map((stage) => stage.data?.outputs).reverse(), trigger]),
    ...(failed
      ? {
          failure: {
            stageId: failed.id,
            stageName: failed.name,
            stageIndex: failedIndex,
            errors: [failed.error ?? ''],
          },
        }
      : {}),
  };
}

/** Later stages win; lists under the same key are joined, each item once (reference section 3.1, `getContext`). */
function merged(outputs: readonly JsonObject[]): JsonObject {
  const result: JsonObject = {};
  for (const output of outputs) {
    for (const [key, value] of Object.entries(output)) {
      const before = result[key];
      result[key] = Array.isArray(before) && Array.isArray(value) ? distinct([...before, ...value]) : value;
    }
  }
  return result;
}

function distinct(items: readonly unknown[]): unknown[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function artifactsOf(sources: readonly unknown[]): JsonObject[] {
  return sources.flatMap((source) =>
    isObject(source) && Array.isArray(source.artifacts) ? source.artifacts.filter(isObject) : [],
  );
}
