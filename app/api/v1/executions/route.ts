import { listExecutionsApi } from '#lib/executions/api.ts';
import { listExecutions } from '#lib/executions/index.ts';
import { serve } from '#lib/http/index.ts';

export const GET = serve(listExecutionsApi, ({ ctx, query }) => listExecutions(ctx, query));
