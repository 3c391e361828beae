import { judgeApi } from '#lib/executions/api.ts';
import { serve } from '#lib/http/index.ts';
import { judgeStage } from '#lib/stages/manual-judgment/judge.ts';

export const POST = serve(
  judgeApi,
  async ({ ctx, params, body }) =>
    void (await judgeStage(ctx, { executionId: params.id, stageId: params.stage, ...body })),
);
