import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import type { Migration } from './migrations-on-disk.ts';

interface Row {
  migration_name: string;
  checksum: string;
  is_done: boolean;
}

/**
 * Whether the database holds every one of these migrations, finished and with this very text, and none that failed. Read
 * from the table that Prisma's engine keeps, so that a start with nothing to migrate need not load the engine (2 s).
 * In doubt the answer is no, and the engine decides.
 */
export async function isMigrated(client: Client, migrations: readonly Migration[]): Promise<boolean> {
  const table = await client.query<{ found: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as found`,
  );
  if (!table.rows[0]?.found) return false;
  const { rows } = await client.query<Row>(
    `select migration_name, checksum, finished_at is not null as is_done
       from _prisma_migrations where rolled_back_at is null`,
  );
  if (rows.some((row) => !row.is_done)) return false;
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  return migrations.every(({ name, sql }) => applied.get(name) === checksumOf(sql));
}

/** As Prisma computes the column `checksum`. */
function checksumOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}
