import { findApplication } from '#lib/applications/index.ts';
import type { Authorization, Context } from '#lib/auth/index.ts';
import { database, type Transaction } from '#lib/platform/database/index.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { isKnownStageKind } from '#lib/stages/schema.ts';
import type { Pipeline as PipelineRow } from '#prisma/generated/client.ts';
import { parsePipeline, validatePipeline } from './definition/index.ts';
import {
  type Finding,
  type Pipeline,
  PipelineDocument,
  type PipelineRevision,
  type PipelineSummary,
} from './schema.ts';

const REVISIONS = 200;

type Reader = Pick<Transaction, 'pipeline' | 'application' | 'applicationStar'>;

/** A pipeline's row, once the permission on its application is certain. Throws NotFound also to who may not read. */
export async function findPipeline(
  ctx: Context,
  id: string,
  authorization: Authorization,
  tx: Reader = database(),
): Promise<PipelineRow> {
  const row = await tx.pipeline.findUnique({ where: { id } });
  const missing = new NotFound('There is no such pipeline. It may have been deleted.');
  if (!row) throw missing;
  try {
    await findApplication(ctx, row.application, authorization, tx);
  } catch (error) {
    // Naming the application would tell that it exists.
    throw error instanceof NotFound ? missing : error;
  }
  return row;
}

/** The pipelines of an application, in the order people gave them. */
export async function listPipelines(ctx: Context, application: string): Promise<PipelineSummary[]> {
  const { name } = await findApplication(ctx, application, 'READ');
  const rows = await database().pipeline.findMany({
    where: { application: name },
    orderBy: [{ position: 'asc' }, { nameKey: 'asc' }],
  });
  return rows.map(toSummary);
}

/** One pipeline with its document. */
export async function getPipeline(ctx: Context, id: string): Promise<Pipeline> {
  return toPipeline(await findPipeline(ctx, id, 'READ'));
}

/** What is wrong with a document that somebody is about to save. */
export async function checkPipeline(
  ctx: Context,
  application: string,
  definition: PipelineDocument,
): Promise<{ findings: Finding[] }> {
  const { name } = await findApplication(ctx, application, 'READ');
  return { findings: validatePipeline({ ...definition, application: name }, isKnownStageKind) };
}

/** Who saved what when, newest first. */
export async function listRevisions(ctx: Context, id: string): Promise<PipelineRevision[]> {
  await findPipeline(ctx, id, 'READ');
  const rows = await database().pipelineRevision.findMany({
    where: { pipelineId: id },
    select: { revision: true, message: true, author: true, createdAt: true },
    orderBy: { revision: 'desc' },
    take: REVISIONS,
  });
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/** The pipeline as it was at a revision. */
export async function getRevision(
  ctx: Context,
  id: string,
  revision: number,
): Promise<PipelineRevision & { definition: PipelineDocument }> {
  await findPipeline(ctx, id, 'READ');
  const row = await database().pipelineRevision.findUnique({
    where: { pipelineId_revision: { pipelineId: id, revision } },
  });
  if (!row) throw new NotFound(`This pipeline has no revision ${revision}.`);
  const { message, author, createdAt } = row;
  return {
    revision,
    message,
    author,
    createdAt: createdAt.toISOString(),
    definition: PipelineDocument.parse(row.definition),
  };
}

export function toSummary(row: PipelineRow): PipelineSummary {
  const document = PipelineDocument.parse(row.definition);
  return {
    id: row.id,
    application: row.application,
    name: row.name,
    disabled: row.disabled,
    description: typeof document.description === 'string' ? document.description : '',
    stageCount: parsePipeline(document).stages.length,
    revision: row.revision,
    updatedBy: row.updatedBy,
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function toPipeline(row: PipelineRow): Pipeline {
  const definition = PipelineDocument.parse(row.definition);
  return { ...toSummary(row), definition, findings: validatePipeline(definition, isKnownStageKind) };
}
