import type { Context } from '#lib/auth/index.ts';
import { publish } from '#lib/events/index.ts';
import { withTransaction } from '#lib/platform/database/index.ts';
import { Forbidden } from '#lib/platform/errors.ts';
import { findPipeline } from './read-pipelines.ts';

interface Announcement {
  readonly tab: string;
  readonly stage: string | null;
  readonly isGone: boolean;
}

/**
 * Tells everybody who has the pipeline open that this person has it open too, and at which stage. Nothing is kept: who is
 * not heard of for a while is gone. Needs READ.
 */
export async function announceEditor(ctx: Context, pipelineId: string, input: Announcement): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw new Forbidden('Only a signed-in person can have an editor open.');
  const { application } = await findPipeline(ctx, pipelineId, 'READ');
  const editor = { ...input, userId: actor.id, name: actor.name || actor.username, at: Date.now() };
  await withTransaction((tx) => publish(tx, { kind: 'pipeline.edited', application, pipelineId, editor }));
}
