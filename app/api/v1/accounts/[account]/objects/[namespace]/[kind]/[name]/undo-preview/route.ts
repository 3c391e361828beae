import { serve } from '#lib/http/index.ts';
import { previewUndoApi } from '#lib/infrastructure/api.ts';
import { previewUndo } from '#lib/infrastructure/index.ts';

export const GET = serve(previewUndoApi, ({ ctx, params, query }) =>
  previewUndo(ctx, params, query.revision),
);
