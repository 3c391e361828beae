import { serve } from '#lib/http/index.ts';
import { announceEditorApi } from '#lib/pipelines/api.ts';
import { announceEditor } from '#lib/pipelines/index.ts';

export const POST = serve(
  announceEditorApi,
  async ({ ctx, params, body }) => void (await announceEditor(ctx, params.id, body)),
);
