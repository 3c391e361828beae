import { deleteAccountApi, getAccountApi, updateAccountApi } from '#lib/accounts/api.ts';
import { deleteAccount, getAccount, updateAccount } from '#lib/accounts/index.ts';
import { revisionOf, serve } from '#lib/http/index.ts';

export const GET = serve(getAccountApi, ({ ctx, params }) => getAccount(ctx, params.account));
export const PATCH = serve(updateAccountApi, ({ ctx, params, body, ifMatch }) =>
  updateAccount(ctx, params.account, body, revisionOf(ifMatch)),
);
export const DELETE = serve(
  deleteAccountApi,
  async ({ ctx, params }) => void (await deleteAccount(ctx, params.account)),
);
