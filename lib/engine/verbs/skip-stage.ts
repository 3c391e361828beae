import { actorName, type Context } from '#lib/auth/index.ts';
import { withTransaction } from '#lib/platform/database/index.ts';
import { NotFound, Precondition } from '#lib/platform/errors.ts';
import { changeRun } from '../change-run.ts';
import { sqlIn } from '../persistence/sql.ts';
import { recordRun } from './control.ts';
import { findRun } from './find-run.ts';
import type { StageRef } from './patch-stage.ts';

/** Leaves a running stage out, where its kind allows that. Needs EXECUTE. */
export async function skipStage(ctx: Context, input: StageRef & { readonly reason?: string }): Promise<void> {
  await withTransaction(async (tx) => {
    const run = await findRun(tx, ctx, input.executionId, 'EXECUTE');
    const step = await changeRun(sqlIn(tx), input.executionId, (state, now) => {
      const stage = state.stages.find((other) => other.id === input.stageId);
      if (!stage) throw new NotFound(`Execution ${input.executionId} has no stage ${input.stageId}.`);
      if (!stage.flags.canSkip)
        throw new Precondition(`Stage "${stage.name}" may not be skipped while it runs.`);
      const context = {
        manualSkip: true,
        skipDetails: { skippedBy: actorName(ctx.actor), skipTime: now, reason: input.reason ?? '' },
      };
      return {
        fact: { kind: 'manualSkip', stageId: stage.id },
        along: { patches: new Map([[stage.id, { context }]]) },
      };
    });
    if (!step || step.isRefused) throw new Precondition('The stage is not at work any more.');
    await recordRun(tx, ctx, 'skip-stage', run, input.reason);
  });
}
