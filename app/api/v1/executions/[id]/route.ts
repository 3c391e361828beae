import { deleteExecution } from '#lib/engine/index.ts';
import { deleteExecutionApi, getExecutionApi } from '#lib/executions/api.ts';
import { getExecution } from '#lib/executions/index.ts';
import { serve } from '#lib/http/index.ts';

export const GET = serve(getExecutionApi, ({ ctx, params }) => getExecution(ctx, params.id));
export const DELETE = serve(
  deleteExecutionApi,
  async ({ ctx, params }) => void (await deleteExecution(ctx, { executionId: params.id })),
);
