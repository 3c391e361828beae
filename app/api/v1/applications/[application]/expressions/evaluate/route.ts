import { serve } from '#lib/http/index.ts';
import { evaluateExpressionApi } from '#lib/pipelines/api.ts';
import { evaluateExpression } from '#lib/pipelines/index.ts';

export const POST = serve(evaluateExpressionApi, ({ ctx, params, body }) =>
  evaluateExpression(ctx, params.application, body),
);
