import { pauseExecution } from '#lib/engine/index.ts';
import { pauseExecutionApi } from '#lib/executions/api.ts';
import { serve } from '#lib/http/index.ts';

export const POST = serve(
  pauseExecutionApi,
  async ({ ctx, params }) => void (await pauseExecution(ctx, { executionId: params.id })),
);
