import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { pendingSchemaChange } from './setup.ts';

const template = inject('databaseTemplateUrl');
const run = promisify(execFile);

async function emptyDatabase(): Promise<string> {
  const name = `empty_${randomBytes(6).toString('hex')}`;
  const admin = new Client({ connectionString: template.replace(/\/template$/, '/postgres') });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  return template.replace(/\/template$/, `/${name}`);
}

test('the migrations lead to exactly the schema: write one with npm run db:diff when this fails', async () => {
  expect(await pendingSchemaChange(await emptyDatabase())).toBe('');
}, 60_000);

// Processes, as replicas are: the engine in WebAssembly keeps state that two databases of one process would share.
test('ten replicas that start at once on an empty database all come up, and each migration is applied once', async () => {
  const url = await emptyDatabase();
  const command = join(import.meta.dirname, '../../../bin/foredeck.ts');
  const replica = () =>
    run(process.execPath, [command, 'migrate'], {
      env: { ...process.env, DATABASE_URL: url },
      timeout: 100_000,
    });
  const outputs = await Promise.all(Array.from({ length: 10 }, replica));
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null order by migration_name',
  );
  const queue = await client.query(
    `select 1 from information_schema.tables where table_schema = 'graphile_worker'`,
  );
  await client.end();
  expect(rows.length).toBeGreaterThan(0);
  expect(queue.rowCount).toBeGreaterThan(0);
  const names = rows.map((row) => row.migration_name);
  expect(outputs.map((output) => output.stdout.trim()).sort()).toEqual(
    [`Applied: ${names.join(', ')}`, ...Array(9).fill('The database is up to date.')].sort(),
  );
}, 120_000);
