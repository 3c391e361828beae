import { patchStage } from '#lib/engine/index.ts';
import { getStageApi, patchStageApi } from '#lib/executions/api.ts';
import { getStage } from '#lib/executions/index.ts';
import { serve } from '#lib/http/index.ts';

export const GET = serve(getStageApi, ({ ctx, params }) => getStage(ctx, params.id, params.stage));
export const PATCH = serve(
  patchStageApi,
  async ({ ctx, params, body }) =>
    void (await patchStage(ctx, { executionId: params.id, stageId: params.stage, context: body })),
);
