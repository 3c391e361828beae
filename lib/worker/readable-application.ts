import { permissionsOf } from '#lib/applications/index.ts';
import { can } from '#lib/auth/index.ts';
import { database } from '#lib/platform/database/index.ts';
import { actorNamed } from './actor-named.ts';

/** An application by name, as far as that person may read it as of now; else null. */
export async function readableApplication(name: string, user: string) {
  const row = await database().application.findUnique({ where: { name: name.toLowerCase() } });
  return row && can(await actorNamed(user), 'READ', permissionsOf(row)) ? row : null;
}
