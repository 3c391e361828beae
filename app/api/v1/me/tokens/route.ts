import { serve } from '#lib/http/index.ts';
import { createApiTokenApi, listApiTokensApi } from '#lib/people/api.ts';
import { createApiToken, listApiTokens } from '#lib/people/index.ts';

export const GET = serve(listApiTokensApi, ({ ctx }) => listApiTokens(ctx));
export const POST = serve(createApiTokenApi, ({ ctx, body }) => createApiToken(ctx, body));
