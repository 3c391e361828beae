import { serve } from '#lib/http/index.ts';
import { listManifestNamesApi } from '#lib/infrastructure/api.ts';
import { listManifestNames } from '#lib/infrastructure/index.ts';

export const GET = serve(listManifestNamesApi, ({ ctx, params, query }) =>
  listManifestNames(ctx, params.account, query.namespace, query.kinds.split(',').filter(Boolean)),
);
