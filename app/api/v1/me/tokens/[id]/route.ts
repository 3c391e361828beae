import { serve } from '#lib/http/index.ts';
import { revokeApiTokenApi } from '#lib/people/api.ts';
import { revokeApiToken } from '#lib/people/index.ts';

export const DELETE = serve(
  revokeApiTokenApi,
  async ({ ctx, params }) => void (await revokeApiToken(ctx, params.id)),
);
