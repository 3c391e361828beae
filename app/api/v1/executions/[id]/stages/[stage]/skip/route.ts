import { skipStage } from '#lib/engine/index.ts';
import { skipStageApi } from '#lib/executions/api.ts';
import { serve } from '#lib/http/index.ts';

export const POST = serve(
  skipStageApi,
  async ({ ctx, params, body }) =>
    void (await skipStage(ctx, { executionId: params.id, stageId: params.stage, reason: body.reason })),
);
