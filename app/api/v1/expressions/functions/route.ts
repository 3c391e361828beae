import { serve } from '#lib/http/index.ts';
import { listExpressionFunctionsApi } from '#lib/pipelines/api.ts';
import { listExpressionFunctions } from '#lib/pipelines/index.ts';

export const GET = serve(listExpressionFunctionsApi, ({ ctx }) => listExpressionFunctions(ctx));
