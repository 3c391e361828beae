import { cancelExecution } from '#lib/engine/index.ts';
import { cancelExecutionApi } from '#lib/executions/api.ts';
import { serve } from '#lib/http/index.ts';

export const POST = serve(
  cancelExecutionApi,
  async ({ ctx, params, body }) =>
    void (await cancelExecution(ctx, { executionId: params.id, reason: body.reason })),
);
