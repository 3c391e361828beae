import { startOperationApi } from '#lib/executions/api.ts';
import { startOperation } from '#lib/executions/index.ts';
import { serve } from '#lib/http/index.ts';

export const POST = serve(startOperationApi, ({ ctx, params, body }) =>
  startOperation(ctx, params.application, body),
);
