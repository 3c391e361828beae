import { previewStageApi } from '#lib/executions/api.ts';
import { previewStage } from '#lib/executions/index.ts';
import { serve } from '#lib/http/index.ts';

export const GET = serve(previewStageApi, ({ ctx, params }) => previewStage(ctx, params.id, params.stage));
