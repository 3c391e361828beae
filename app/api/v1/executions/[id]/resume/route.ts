import { resumeExecution } from '#lib/engine/index.ts';
import { resumeExecutionApi } from '#lib/executions/api.ts';
import { serve } from '#lib/http/index.ts';

export const POST = serve(
  resumeExecutionApi,
  async ({ ctx, params }) => void (await resumeExecution(ctx, { executionId: params.id })),
);
