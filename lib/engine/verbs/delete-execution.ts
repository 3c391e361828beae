import type { Context } from '#lib/auth/index.ts';
import { withTransaction } from '#lib/platform/database/index.ts';
import { Precondition } from '#lib/platform/errors.ts';
import { type ExecutionRef, recordRun } from './control.ts';
import { findRun } from './find-run.ts';

/** Deletes a finished run for good. Needs WRITE. */
export async function deleteExecution(ctx: Context, { executionId }: ExecutionRef): Promise<void> {
  await withTransaction(async (tx) => {
    const run = await findRun(tx, ctx, executionId, 'WRITE');
    const { count } = await tx.execution.deleteMany({
      where: {
        id: executionId,
        status: { in: ['SUCCEEDED', 'TERMINAL', 'CANCELED', 'STOPPED', 'SKIPPED', 'FAILED_CONTINUE'] },
      },
    });
    if (count === 0) throw new Precondition(`The run is ${run.status}: cancel it first, then delete it.`);
    await recordRun(tx, ctx, 'delete', run);
  });
}
