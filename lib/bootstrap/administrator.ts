import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { record } from '#lib/audit/index.ts';
import { hashPassword, systemContext } from '#lib/auth/index.ts';
import { config } from '#lib/platform/config.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { newId } from '#lib/platform/ids.ts';
import { keptSecret } from '#lib/platform/secrets.ts';

const FILE = 'admin-password';

/**
 * Makes the first administrator where there is nobody yet, with FOREDECK_ADMIN_PASSWORD or a generated password that is
 * kept in the data folder with mode 600. Answers the file's path when the password stands there.
 */
export async function ensureAdministrator(): Promise<string | undefined> {
  const { adminPassword, home } = config();
  const path = join(home, FILE);
  if ((await database().user.count()) === 0) {
    const password = adminPassword ?? keptSecret(FILE, () => randomBytes(15).toString('base64url'));
    const passwordHash = await hashPassword(password);
    await withTransaction(async (tx) => {
      // Several replicas may start at once: the second finds the name taken and leaves it.
      const { count } = await tx.user.createMany({
        data: [{ id: newId(), username: 'admin', name: 'Administrator', admin: true, passwordHash }],
        skipDuplicates: true,
      });
      if (count > 0)
        await record(tx, systemContext('foredeck'), {
          action: 'user.create',
          subject: 'user admin',
          summary: 'first administrator',
        });
    });
  }
  return adminPassword === undefined && existsSync(path) ? path : undefined;
}
