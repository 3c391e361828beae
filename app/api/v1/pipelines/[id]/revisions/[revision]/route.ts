import { serve } from '#lib/http/index.ts';
import { getRevisionApi } from '#lib/pipelines/api.ts';
import { getRevision } from '#lib/pipelines/index.ts';

export const GET = serve(getRevisionApi, ({ ctx, params }) => getRevision(ctx, params.id, params.revision));
