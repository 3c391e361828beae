/**
 * npm run db:diff -- NAME: writes the migration that leads from the migrations to the schema.
 * Starts an embedded PostgreSQL of its own for the comparison and removes it again.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pendingSchemaChange, startEmbeddedPostgres } from '#lib/platform/database/setup.ts';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  process.stderr.write('Say what changes, in lower case and underscores: npm run db:diff -- add_freezes\n');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'foredeck-diff-'));
chmodSync(folder, 0o755);
const server = await startEmbeddedPostgres({ folder, password: 'diff', durable: false });
try {
  const sql = await pendingSchemaChange(server.url);
  if (sql === '') {
    process.stdout.write('Schema and migrations agree: there is nothing to write.\n');
  } else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const target = join(import.meta.dirname, 'migrations', `${stamp}_${name}`);
    mkdirSync(target);
    writeFileSync(join(target, 'migration.sql'), sql);
    process.stdout.write(`Wrote ${target}/migration.sql\n`);
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
