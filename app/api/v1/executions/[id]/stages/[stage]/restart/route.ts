import { restartStage } from '#lib/engine/index.ts';
import { restartStageApi } from '#lib/executions/api.ts';
import { serve } from '#lib/http/index.ts';
import { findStage } from '#lib/stages/registry.ts';

export const POST = serve(restartStageApi, async ({ ctx, params, body }) => {
  const { settleAs, reason } = body;
  const what = { executionId: params.id, stageId: params.stage, reason, ...(settleAs ? { settleAs } : {}) };
  return void (await restartStage(ctx, { find: findStage }, what));
});
