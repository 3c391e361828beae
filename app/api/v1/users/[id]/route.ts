import { serve } from '#lib/http/index.ts';
import { updateUserApi } from '#lib/people/api.ts';
import { updateUser } from '#lib/people/index.ts';

export const PATCH = serve(updateUserApi, ({ ctx, params, body }) => updateUser(ctx, params.id, body));
