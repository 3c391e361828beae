import { recentExecutionsApi } from '#lib/executions/api.ts';
import { recentByPipeline } from '#lib/executions/index.ts';
import { serve } from '#lib/http/index.ts';

export const GET = serve(recentExecutionsApi, ({ ctx, params, query }) =>
  recentByPipeline(ctx, params.application, query.perPipeline),
);
