import { serve } from '#lib/http/index.ts';
import { listRolloutsApi } from '#lib/infrastructure/api.ts';
import { listRollouts } from '#lib/infrastructure/index.ts';

export const GET = serve(listRolloutsApi, ({ ctx, params }) => listRollouts(ctx, params));
