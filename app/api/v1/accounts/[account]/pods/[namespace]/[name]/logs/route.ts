import { serve } from '#lib/http/index.ts';
import { readPodLogsApi } from '#lib/infrastructure/api.ts';
import { readPodLogs } from '#lib/infrastructure/index.ts';

export const GET = serve(readPodLogsApi, ({ ctx, params, query }) => readPodLogs(ctx, params, query));
