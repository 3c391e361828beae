import { randomUUID } from 'node:crypto';
import { findApplication } from '#lib/applications/index.ts';
import { record } from '#lib/audit/index.ts';
import { actorName, type Context } from '#lib/auth/index.ts';
import { publish } from '#lib/events/index.ts';
import { type Transaction, withTransaction } from '#lib/platform/database/index.ts';
import { Conflict, Invalid } from '#lib/platform/errors.ts';
import { isKnownStageKind } from '#lib/stages/schema.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { parsePipeline, validatePipeline } from './definition/index.ts';
import { findPipeline, toPipeline } from './read-pipelines.ts';
import type { Pipeline, PipelineDocument, SavePipeline } from './schema.ts';

/** Creates a pipeline. Its document gets an id unless it brings a free one (reference section 1.1). */
export async function createPipeline(
  ctx: Context,
  application: string,
  input: SavePipeline,
): Promise<Pipeline> {
  return withTransaction(async (tx) => {
    const { name: app } = await findApplication(ctx, application, 'WRITE', tx);
    const brought = parsePipeline(input.definition).id;
    const isFree =
      brought !== null &&
      /^[\w-]{1,64}$/.test(brought) &&
      !(await tx.pipeline.findUnique({ where: { id: brought } }));
    const id = isFree ? brought : randomUUID();
    const document = acceptable(input.definition, { id, application: app });
    await requireFreeName(tx, app, nameOf(document), id);
    const by = actorName(ctx.actor);
    const last = await tx.pipeline.aggregate({ where: { application: app }, _max: { position: true } });
    const row = await tx.pipeline.create({
      data: {
        id,
        application: app,
        position: (last._max.position ?? -1) + 1,
        ...columnsOf(document),
        createdBy: by,
        updatedBy: by,
      },
    });
    await keepRevision(tx, row.id, 1, document, input.message, by);
    await record(tx, ctx, {
      action: 'pipeline.create',
      application: app,
      subject: `pipeline ${id}`,
      summary: row.name,
      after: document,
    });
    await publish(tx, { kind: 'pipeline.changed', application: app, pipelineId: id });
    return toPipeline(row);
  });
}

/**
 * Saves a pipeline. `revision` is the one the writer began with: when somebody saved meanwhile, a Conflict carries the
 * current document, so that the editor can lay the three side by side.
 */
export async function savePipeline(
  ctx: Context,
  id: string,
  input: SavePipeline,
  revision: number | undefined,
): Promise<Pipeline> {
  return withTransaction(async (tx) => {
    // The row lock makes two savers take turns; the second then sees the first one's revision.
    await tx.$queryRaw`select 1 from "Pipeline" where "id" = ${id} for update`;
    const before = await findPipeline(ctx, id, 'WRITE', tx);
    if (revision !== undefined && revision !== before.revision) {
      throw new Conflict(
        `${before.updatedBy} saved revision ${before.revision} of this pipeline while you edited revision ${revision}.`,
        {
          details: { current: toPipeline(before) },
        },
      );
    }
    const document = acceptable(input.definition, { id, application: before.application });
    await requireFreeName(tx, before.application, nameOf(document), id);
    const by = actorName(ctx.actor);
    const row = await tx.pipeline.update({
      where: { id },
      data: { ...columnsOf(document), revision: before.revision + 1, updatedBy: by },
    });
    await keepRevision(tx, id, row.revision, document, input.message, by);
    await record(tx, ctx, {
      action: 'pipeline.update',
      application: row.application,
      subject: `pipeline ${id}`,
      summary: input.message || row.name,
      before: before.definition,
      after: document,
    });
    await publish(tx, { kind: 'pipeline.changed', application: row.application, pipelineId: id });
    return toPipeline(row);
  });
}

/** Deletes a pipeline. Runs that began keep their own copy of it and go on. */
export async function deletePipeline(ctx: Context, id: string): Promise<void> {
  await withTransaction(async (tx) => {
    const before = await findPipeline(ctx, id, 'WRITE', tx);
    await tx.pipeline.delete({ where: { id } });
    await record(tx, ctx, {
      action: 'pipeline.delete',
      application: before.application,
      subject: `pipeline ${id}`,
      summary: before.name,
      before: before.definition,
    });
    await publish(tx, { kind: 'pipeline.changed', application: before.application, pipelineId: id });
  });
}

/** Orders an application's pipelines; those not named follow behind in their old order. */
export async function reorderPipelines(
  ctx: Context,
  application: string,
  ids: readonly string[],
): Promise<void> {
  await withTransaction(async (tx) => {
    const { name: app } = await findApplication(ctx, application, 'WRITE', tx);
    const rows = await tx.pipeline.findMany({
      where: { application: app },
      orderBy: { position: 'asc' },
      select: { id: true },
    });
    const known = new Set(rows.map((row) => row.id));
    const wanted = ids.filter((id) => known.has(id));
    const order = [...new Set([...wanted, ...known])];
    await tx.$executeRaw`
      update "Pipeline" set "position" = wanted.position - 1
      from unnest(${order}::text[]) with ordinality as wanted(id, position) where "Pipeline"."id" = wanted.id`;
    await record(tx, ctx, {
      action: 'pipeline.reorder',
      application: app,
      subject: `application ${app}`,
      after: order,
    });
    await publish(tx, { kind: 'application.changed', application: app });
  });
}

/** The document as it is stored: our id and application in it, nothing else touched. Throws Invalid with every fault. */
function acceptable(
  definition: PipelineDocument,
  identity: { id: string; application: string },
): PipelineDocument {
  const name = typeof definition.name === 'string' ? definition.name.trim() : definition.name;
  const document = { ...definition, ...identity, name };
  const faults = validatePipeline(document, isKnownStageKind).filter((finding) => finding.level === 'error');
  if (faults.length > 0) {
    throw new Invalid(faults[0]?.message ?? 'This pipeline cannot be saved.', {
      faults: faults.map((fault) => ({ field: fault.path, message: fault.message })),
    });
  }
  return document;
}

function nameOf(document: PipelineDocument): string {
  return parsePipeline(document).name;
}

async function requireFreeName(
  tx: Transaction,
  application: string,
  name: string,
  id: string,
): Promise<void> {
  const other = await tx.pipeline.findUnique({
    where: { application_nameKey: { application, nameKey: name.toLowerCase() } },
  });
  if (!other || other.id === id) return;
  throw new Conflict(`${application} has a pipeline "${other.name}" already. Choose another name.`, {
    faults: [{ field: 'name', message: 'This name is taken (upper and lower case count as the same).' }],
  });
}

function columnsOf(document: PipelineDocument) {
  const { name, disabled } = parsePipeline(document);
  return { name, nameKey: name.toLowerCase(), disabled, definition: asJson(document) };
}

async function keepRevision(
  tx: Transaction,
  pipelineId: string,
  revision: number,
  document: PipelineDocument,
  message: string,
  author: string,
) {
  await tx.pipelineRevision.create({
    data: { pipelineId, revision, definition: asJson(document), message, author },
  });
}

/** The document came from JSON, so it is JSON. */
function asJson(document: PipelineDocument): Prisma.InputJsonObject {
  return document as Prisma.InputJsonObject;
}
