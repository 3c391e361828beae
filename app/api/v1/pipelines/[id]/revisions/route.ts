import { serve } from '#lib/http/index.ts';
import { listRevisionsApi } from '#lib/pipelines/api.ts';
import { listRevisions } from '#lib/pipelines/index.ts';

export const GET = serve(listRevisionsApi, ({ ctx, params }) => listRevisions(ctx, params.id));
