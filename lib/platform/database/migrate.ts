import { runMigrations as runQueueMigrations } from 'graphile-worker';
import { Client } from 'pg';
import { isMigrated } from './is-migrated.ts';
import { migrationsOnDisk } from './migrations-on-disk.ts';

/** Any constant would do; ten replicas that start at once take turns on it. */
const MIGRATION_LOCK = 7007_0001;

/**
 * Brings the database to the newest schema: Prisma's migrations by Prisma's own engine in WebAssembly (so an air-gapped
 * machine needs no download), then the queue's. Returns the names of the migrations that were applied now.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'foredeck-migrate' });
  await client.connect();
  try {
    const migrations = migrationsOnDisk();
    if (await isMigrated(client, migrations)) {
      // The queue keeps its own count, and takes turns by itself.
      await runQueueMigrations({ connectionString: databaseUrl });
      return [];
    }
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    // Whoever held the lock before may have done it all.
    const applied = (await isMigrated(client, migrations)) ? [] : await applyNow(databaseUrl);
    await runQueueMigrations({ connectionString: databaseUrl });
    return applied;
  } finally {
    await client.end();
  }
}

/** Loaded on demand: the engine takes seconds and 100 MB, and most starts have nothing to migrate. */
async function applyNow(databaseUrl: string): Promise<string[]> {
  const { applyMigrations } = await import('./migration-engine.ts');
  return applyMigrations(databaseUrl);
}

/** The SQL that leads from the migrations on disk to the schema on disk; empty when they agree. */
export async function pendingSchemaChange(databaseUrl: string): Promise<string> {
  const engine = await import('./migration-engine.ts');
  return engine.pendingSchemaChange(databaseUrl);
}
