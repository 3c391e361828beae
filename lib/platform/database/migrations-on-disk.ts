import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PRISMA_FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../../prisma');

export interface Migration {
  name: string;
  sql: string;
}

/** The migrations of this version, in the order in which they are applied. */
export function migrationsOnDisk(): Migration[] {
  const folder = join(PRISMA_FOLDER, 'migrations');
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }));
}
