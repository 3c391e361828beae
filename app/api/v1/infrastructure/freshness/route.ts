import { serve } from '#lib/http/index.ts';
import { listFreshnessApi } from '#lib/infrastructure/api.ts';
import { listFreshness } from '#lib/infrastructure/index.ts';

export const GET = serve(listFreshnessApi, ({ ctx }) => listFreshness(ctx));
