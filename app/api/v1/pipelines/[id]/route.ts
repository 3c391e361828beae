import { revisionOf, serve } from '#lib/http/index.ts';
import { deletePipelineApi, getPipelineApi, savePipelineApi } from '#lib/pipelines/api.ts';
import { deletePipeline, getPipeline, savePipeline } from '#lib/pipelines/index.ts';

export const GET = serve(getPipelineApi, ({ ctx, params }) => getPipeline(ctx, params.id));
export const PUT = serve(savePipelineApi, ({ ctx, params, body, ifMatch }) =>
  savePipeline(ctx, params.id, body, revisionOf(ifMatch)),
);
export const DELETE = serve(
  deletePipelineApi,
  async ({ ctx, params }) => void (await deletePipeline(ctx, params.id)),
);
