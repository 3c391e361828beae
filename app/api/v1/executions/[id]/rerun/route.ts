import { rerunExecutionApi } from '#lib/executions/api.ts';
import { serve } from '#lib/http/index.ts';
import { rerunExecution } from '#lib/pipelines/index.ts';

export const POST = serve(rerunExecutionApi, ({ ctx, params }) => rerunExecution(ctx, params.id));
