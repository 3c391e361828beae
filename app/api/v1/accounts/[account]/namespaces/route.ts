import { serve } from '#lib/http/index.ts';
import { listNamespacesApi } from '#lib/infrastructure/api.ts';
import { listNamespaces } from '#lib/infrastructure/index.ts';

export const GET = serve(listNamespacesApi, ({ ctx, params }) => listNamespaces(ctx, params.account));
