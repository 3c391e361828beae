import { serve } from '#lib/http/index.ts';
import { listClustersApi } from '#lib/infrastructure/api.ts';
import { listClusters } from '#lib/infrastructure/index.ts';

export const GET = serve(listClustersApi, ({ ctx, params }) => listClusters(ctx, params.application));
