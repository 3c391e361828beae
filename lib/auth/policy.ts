import { Forbidden, NotFound, Unauthenticated } from '#lib/platform/errors.ts';
import type { Actor, Context } from './context.ts';
import type { Permissions } from './schema.ts';

/** What can be asked of an application or an account (reference section 8.1). */
export type Authorization = 'READ' | 'WRITE' | 'EXECUTE';

/** The part of an application or account that decides who may do what with it. */
export interface Guarded {
  /** For messages: `application storefront`. */
  title: string;
  permissions: Permissions;
}

/**
 * The one policy. No groups at all leave a thing open to everybody signed in; an application without EXECUTE groups
 * grants EXECUTE to its READ groups; the lists are independent otherwise (reference sections 8.1 and 8.2).
 */
export function can(actor: Actor, authorization: Authorization, permissions: Permissions): boolean {
  if (actor.kind === 'anonymous') return false;
  if (actor.kind === 'system' || actor.admin) return true;
  const groups = Object.values(permissions).flat();
  if (groups.length === 0) return true;
  const listed = permissions[authorization] ?? [];
  const effective = authorization === 'EXECUTE' && listed.length === 0 ? (permissions.READ ?? []) : listed;
  return effective.some((group) => actor.teams.includes(group.trim().toLowerCase()));
}

/**
 * Lets the verb go on, or throws: Unauthenticated; NotFound for who may not even read (they do not learn that the thing
 * exists); Forbidden otherwise.
 */
export function requirePermission(ctx: Context, authorization: Authorization, guarded: Guarded): void {
  if (ctx.actor.kind === 'anonymous') throw new Unauthenticated();
  if (can(ctx.actor, authorization, guarded.permissions)) return;
  if (!can(ctx.actor, 'READ', guarded.permissions)) throw new NotFound(`There is no ${guarded.title}.`);
  const needed = (guarded.permissions[authorization] ?? []).join(', ') || 'an administrator';
  throw new Forbidden(
    `You may not do this with ${guarded.title}: it needs ${authorization} (held by ${needed}).`,
  );
}

/** Lets only signed-in people (and Foredeck itself) go on. */
export function requireSignedIn(ctx: Context): void {
  if (ctx.actor.kind === 'anonymous') throw new Unauthenticated();
}

/** Lets only administrators (and Foredeck itself) go on. */
export function requireAdmin(ctx: Context): void {
  requireSignedIn(ctx);
  if (ctx.actor.kind === 'user' && !ctx.actor.admin)
    throw new Forbidden('Only an administrator may do this.');
}
