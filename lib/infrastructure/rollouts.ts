import type { Context } from '#lib/auth/index.ts';
import { kubernetesOperations, refOf } from '#lib/kubernetes/index.ts';
import { openObject } from './open-object.ts';
import type { ObjectRef, Revision, UndoPreview } from './schema.ts';

/** The revisions an object can go back to, newest first. */
export async function listRollouts(ctx: Context, ref: ObjectRef): Promise<Revision[]> {
  const { member, live } = await openObject(ctx, ref);
  const revisions = await kubernetesOperations.rolloutHistory({ client: member.client, ref: refOf(live) });
  return [...revisions].sort((a, b) => b.revision - a.revision);
}

/** What going back would bring: images, configuration, number of pods. Without a revision: the one before the current. */
export async function previewUndo(
  ctx: Context,
  ref: ObjectRef,
  revision: number | undefined,
): Promise<UndoPreview> {
  const { member, live } = await openObject(ctx, ref);
  const target = revision === undefined ? { numRevisionsBack: 1 } : { revision };
  return kubernetesOperations.previewUndo({ client: member.client, ref: refOf(live), ...target });
}
