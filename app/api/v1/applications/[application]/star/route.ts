import { starApplicationApi } from '#lib/applications/api.ts';
import { starApplication } from '#lib/applications/index.ts';
import { serve } from '#lib/http/index.ts';

export const PUT = serve(
  starApplicationApi,
  async ({ ctx, params, body }) => void (await starApplication(ctx, params.application, body.starred)),
);
