import { serve } from '#lib/http/index.ts';
import { reorderPipelinesApi } from '#lib/pipelines/api.ts';
import { reorderPipelines } from '#lib/pipelines/index.ts';

export const PUT = serve(
  reorderPipelinesApi,
  async ({ ctx, params, body }) => void (await reorderPipelines(ctx, params.application, body.ids)),
);
