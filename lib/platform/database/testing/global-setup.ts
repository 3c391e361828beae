import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../embedded.ts';
import { migrate } from '../migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseTemplateUrl: string;
  }
}

/** One PostgreSQL for the whole run, holding a migrated template that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'foredeck-test-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({
    folder,
    password: 'test',
    database: 'template',
    durable: false,
  });
  await migrate(server.url);
  // A clone needs a template nobody is connected to.
  const admin = new Client({ connectionString: server.url.replace(/\/template$/, '/postgres') });
  await admin.connect();
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'template'`);
  await admin.end();
  project.provide('databaseTemplateUrl', server.url);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
