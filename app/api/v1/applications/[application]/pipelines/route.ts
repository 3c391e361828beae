import { serve } from '#lib/http/index.ts';
import { createPipelineApi, listPipelinesApi } from '#lib/pipelines/api.ts';
import { createPipeline, listPipelines } from '#lib/pipelines/index.ts';

export const GET = serve(listPipelinesApi, ({ ctx, params }) => listPipelines(ctx, params.application));
export const POST = serve(createPipelineApi, ({ ctx, params, body }) =>
  createPipeline(ctx, params.application, body),
);
