import { findAccount } from '#lib/accounts/index.ts';
import { actorName, type Context } from '#lib/auth/index.ts';
import { startExecution } from '#lib/engine/index.ts';
import { withTransaction } from '#lib/platform/database/index.ts';
import { newId } from '#lib/platform/ids.ts';
import type { StartOperation } from './operation-schema.ts';

/** People wait for a rollback with their eyes on the screen: it goes ahead of the queue. */
const ROLLBACK_PRIORITY = -10;

/**
 * Starts an ad-hoc operation as a run of one stage, so that it is as durable, visible and audited as a pipeline.
 * Needs EXECUTE on the application and WRITE on the account.
 */
export async function startOperation(
  ctx: Context,
  application: string,
  input: StartOperation,
): Promise<{ executionId: string }> {
  return withTransaction(async (tx) => {
    await findAccount(ctx, input.account, 'WRITE', tx);
    const context = {
      ...input.context,
      account: input.account,
      cloudProvider: 'kubernetes',
      reason: input.reason,
    };
    const stage = {
      refId: '1',
      type: input.type,
      name: input.description,
      requisiteStageRefIds: [],
      ...context,
    };
    const { executionId } = await startExecution(ctx, tx, {
      type: 'ORCHESTRATION',
      application,
      name: input.description,
      pipelineConfigId: null,
      stages: [
        {
          kind: input.type,
          name: input.description,
          refId: '1',
          requisiteStageRefIds: [],
          startTimeExpiry: null,
          context,
        },
      ],
      definition: { application, name: input.description, stages: [stage] },
      trigger: { type: 'manual', user: actorName(ctx.actor), parameters: {} },
      correlationId: input.correlationId ?? newId(),
      priority: input.type === 'undoRolloutManifest' ? ROLLBACK_PRIORITY : 0,
      origin: 'console',
    });
    return { executionId };
  });
}
