import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { config } from '../config.ts';
import { isMigrated } from './is-migrated.ts';
import { migrationsOnDisk } from './migrations-on-disk.ts';
import { useTestDatabase } from './testing/use-test-database.ts';

useTestDatabase();
const migrations = migrationsOnDisk();
let client: Client;

beforeAll(async () => {
  client = new Client({ connectionString: config().databaseUrl });
  await client.connect();
});
afterAll(() => client.end());

test('a database that the engine migrated needs no engine at its next start', async () => {
  expect(await isMigrated(client, migrations)).toBe(true);
});

test('a database of a newer version is left alone by an older one', async () => {
  expect(await isMigrated(client, migrations.slice(0, -1))).toBe(true);
});

test('a migration that is new on disk has to be applied', async () => {
  expect(await isMigrated(client, [...migrations, { name: '20990101000000_new', sql: 'select 1;' }])).toBe(
    false,
  );
});

test('a migration whose text was changed after it was applied is left to the engine to judge', async () => {
  const changed = migrations.map(({ name, sql }) => ({ name, sql: `${sql}\n-- changed` }));
  expect(await isMigrated(client, changed)).toBe(false);
});

test('a migration that failed half way is left to the engine to report', async () => {
  await client.query('begin');
  await client.query('update _prisma_migrations set finished_at = null');
  expect(await isMigrated(client, migrations)).toBe(false);
  await client.query('rollback');
});

test('an empty database has everything to apply', async () => {
  await client.query('begin');
  await client.query('alter table _prisma_migrations rename to elsewhere');
  expect(await isMigrated(client, migrations)).toBe(false);
  await client.query('rollback');
});
