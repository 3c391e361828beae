import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '#lib/platform/config.ts';
import { migrate, startEmbeddedPostgres } from '#lib/platform/database/setup.ts';
import { processState } from '#lib/platform/process-state.ts';

/** A PostgreSQL of its own with the schema, and this process set up to use it. Durable, as in production. */
export async function openWorld(): Promise<{ url: string; home: string; close(): Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), 'foredeck-bench-'));
  // The account that runs the database must be able to walk in.
  chmodSync(home, 0o755);
  const server = await startEmbeddedPostgres({ folder: join(home, 'postgres'), password: 'bench' });
  await migrate(server.url);
  processState('config', () =>
    parseConfig({ DATABASE_URL: server.url, FOREDECK_HOME: home, FOREDECK_LOG: 'warn' }),
  );
  return {
    url: server.url,
    home,
    close: async () => {
      const { closeDatabase } = await import('#lib/platform/database/index.ts');
      await closeDatabase();
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The value below which that share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
