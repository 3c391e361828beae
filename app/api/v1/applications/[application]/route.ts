import { deleteApplicationApi, getApplicationApi, updateApplicationApi } from '#lib/applications/api.ts';
import { deleteApplication, getApplication, updateApplication } from '#lib/applications/index.ts';
import { revisionOf, serve } from '#lib/http/index.ts';

export const GET = serve(getApplicationApi, ({ ctx, params }) => getApplication(ctx, params.application));
export const PUT = serve(updateApplicationApi, ({ ctx, params, body, ifMatch }) =>
  updateApplication(ctx, params.application, body, revisionOf(ifMatch)),
);
export const DELETE = serve(
  deleteApplicationApi,
  async ({ ctx, params }) => void (await deleteApplication(ctx, params.application)),
);
