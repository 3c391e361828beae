import { serve } from '#lib/http/index.ts';
import { validatePipelineApi } from '#lib/pipelines/api.ts';
import { checkPipeline } from '#lib/pipelines/index.ts';

export const POST = serve(validatePipelineApi, ({ ctx, params, body }) =>
  checkPipeline(ctx, params.application, body.definition),
);
