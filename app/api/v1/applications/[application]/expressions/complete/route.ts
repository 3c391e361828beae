import { serve } from '#lib/http/index.ts';
import { completeExpressionApi } from '#lib/pipelines/api.ts';
import { completeExpression } from '#lib/pipelines/index.ts';

export const POST = serve(completeExpressionApi, ({ ctx, params, body }) =>
  completeExpression(ctx, params.application, body),
);
