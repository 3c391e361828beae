import { permissionsOf } from '#lib/applications/index.ts';
import { type Context, can } from '#lib/auth/index.ts';
import type { Member } from '#lib/fleet/index.ts';
import { applicationOf, type KubernetesObject, monikerOf } from '#lib/kubernetes/index.ts';
import { database } from '#lib/platform/database/index.ts';
import { NotFound } from '#lib/platform/errors.ts';
import { readableMember } from './readable-member.ts';
import type { ObjectRef } from './schema.ts';

export interface OpenObject {
  member: Member;
  /** As it is in the cluster now. */
  live: KubernetesObject;
  application: string | undefined;
}

/**
 * Reads an object from its cluster, once it is certain that the caller may: READ on the account, and on the object's
 * application where it has one that Foredeck knows. What may not be seen is not there.
 */
export async function openObject(ctx: Context, ref: ObjectRef): Promise<OpenObject> {
  const member = await readableMember(ctx, ref.account);
  const missing = new NotFound(
    `There is no ${ref.kind} ${ref.name} in ${ref.account}. It may have been deleted meanwhile.`,
  );
  const namespace = ref.namespace === '_' ? undefined : ref.namespace;
  if (namespace && !member.mayUseNamespace(namespace)) throw missing;
  const live = await member.client.get({ kind: ref.kind, name: ref.name, namespace });
  if (!live) throw missing;
  const named = applicationOf(live) ?? monikerOf(live).app;
  const application = named
    ? await database().application.findUnique({ where: { name: named.toLowerCase() } })
    : null;
  // An application that nobody registered has no permissions of its own: the account's decide.
  if (application && !can(ctx.actor, 'READ', permissionsOf(application))) throw missing;
  return { member, live, application: application?.name };
}
