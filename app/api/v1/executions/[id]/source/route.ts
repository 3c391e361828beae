import { getExecutionSourceApi } from '#lib/executions/api.ts';
import { getExecutionSource } from '#lib/executions/index.ts';
import { serve } from '#lib/http/index.ts';

export const GET = serve(getExecutionSourceApi, ({ ctx, params }) => getExecutionSource(ctx, params.id));
