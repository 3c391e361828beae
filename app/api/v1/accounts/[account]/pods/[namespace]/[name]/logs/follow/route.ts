import { serve } from '#lib/http/index.ts';
import { followPodLogsApi } from '#lib/infrastructure/api.ts';
import { followPodLogs } from '#lib/infrastructure/index.ts';

export const GET = serve(followPodLogsApi, ({ ctx, params, query, request }) =>
  followPodLogs(ctx, params, query, request),
);
