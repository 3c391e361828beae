import { serve } from '#lib/http/index.ts';
import { createUserApi, listUsersApi } from '#lib/people/api.ts';
import { createUser, listUsers } from '#lib/people/index.ts';

export const GET = serve(listUsersApi, ({ ctx }) => listUsers(ctx));
export const POST = serve(createUserApi, ({ ctx, body }) => createUser(ctx, body));
