import { testAccountApi } from '#lib/accounts/api.ts';
import { testAccount } from '#lib/accounts/index.ts';
import { serve } from '#lib/http/index.ts';

export const POST = serve(testAccountApi, ({ ctx, params }) => testAccount(ctx, params.account));
