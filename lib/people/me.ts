import type { Context } from '#lib/auth/index.ts';
import type { Me } from '#lib/auth/schema.ts';
import { Unauthenticated } from '#lib/platform/errors.ts';

/** The signed-in person. */
export function me(ctx: Context): Me {
  if (ctx.actor.kind !== 'user') throw new Unauthenticated();
  const { id, username, name, admin, teams } = ctx.actor;
  return { id, username, name, admin, teams: [...teams] };
}
