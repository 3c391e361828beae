import { startPipelineApi } from '#lib/executions/api.ts';
import { serve } from '#lib/http/index.ts';
import { startPipeline } from '#lib/pipelines/index.ts';

export const POST = serve(startPipelineApi, ({ ctx, params, body }) =>
  startPipeline(ctx, { pipelineId: params.id, ...body }),
);
