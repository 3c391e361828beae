import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { parseConfig } from '../../config.ts';
import { forgetProcessState, processState } from '../../process-state.ts';
import { closeDatabase } from '../database.ts';

/** Gives the test file a database of its own (a clone of the migrated template) and a data folder of its own. */
export function useTestDatabase(): { url: () => string } {
  let url = '';
  const home = mkdtempSync(join(tmpdir(), 'foredeck-home-'));
  beforeAll(async () => {
    const template = inject('databaseTemplateUrl');
    const name = `test_${randomBytes(6).toString('hex')}`;
    const admin = new Client({ connectionString: template.replace(/\/template$/, '/postgres') });
    await admin.connect();
    await admin.query(`create database ${name} template template`);
    await admin.end();
    url = template.replace(/\/template$/, `/${name}`);
    forgetProcessState('config');
    processState('config', () =>
      parseConfig({ DATABASE_URL: url, FOREDECK_HOME: home, FOREDECK_LOG: 'error' }),
    );
  });
  afterAll(async () => {
    await closeDatabase();
    rmSync(home, { recursive: true, force: true });
  });
  return { url: () => url };
}
