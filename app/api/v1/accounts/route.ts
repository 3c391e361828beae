import { createAccountApi, listAccountsApi } from '#lib/accounts/api.ts';
import { createAccount, listAccounts } from '#lib/accounts/index.ts';
import { serve } from '#lib/http/index.ts';

export const GET = serve(listAccountsApi, ({ ctx }) => listAccounts(ctx));
export const POST = serve(createAccountApi, ({ ctx, body }) => createAccount(ctx, body));
