import { findApplication } from '#lib/applications/index.ts';
import type { Authorization, Context } from '#lib/auth/index.ts';
import type { Transaction } from '#lib/platform/database/index.ts';
import { NotFound } from '#lib/platform/errors.ts';

/** The run's light row, once the permission on its application is certain. NotFound also to who may not read it. */
export async function findRun(
  tx: Transaction,
  ctx: Context,
  executionId: string,
  authorization: Authorization,
) {
  const row = await tx.execution.findUnique({ where: { id: executionId } });
  if (!row) throw new NotFound(`There is no execution ${executionId}.`);
  try {
    await findApplication(ctx, row.application, authorization, tx);
  } catch (error) {
    if (error instanceof NotFound) throw new NotFound(`There is no execution ${executionId}.`);
    throw error;
  }
  return row;
}
