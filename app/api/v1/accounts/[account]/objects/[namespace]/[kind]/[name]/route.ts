import { serve } from '#lib/http/index.ts';
import { getObjectApi } from '#lib/infrastructure/api.ts';
import { getObject } from '#lib/infrastructure/index.ts';

export const GET = serve(getObjectApi, ({ ctx, params }) => getObject(ctx, params));
