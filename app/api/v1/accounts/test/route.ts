import { testConnectionApi } from '#lib/accounts/api.ts';
import { testNewAccount } from '#lib/accounts/index.ts';
import { serve } from '#lib/http/index.ts';

export const POST = serve(testConnectionApi, ({ ctx, body }) => testNewAccount(ctx, body));
