import { serve } from '#lib/http/index.ts';
import { meApi } from '#lib/people/api.ts';
import { me } from '#lib/people/index.ts';

export const GET = serve(meApi, async ({ ctx }) => me(ctx));
