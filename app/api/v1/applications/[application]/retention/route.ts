import { getRetentionApi, saveRetentionApi } from '#lib/executions/api.ts';
import { getRetention, saveRetention } from '#lib/executions/index.ts';
import { serve } from '#lib/http/index.ts';

export const GET = serve(getRetentionApi, ({ ctx, params }) => getRetention(ctx, params.application));
export const PUT = serve(saveRetentionApi, ({ ctx, params, body }) =>
  saveRetention(ctx, params.application, body),
);
