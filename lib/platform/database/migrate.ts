import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { runMigrations as runQueueMigrations } from 'graphile-worker';
import { Client } from 'pg';
import { CatalogueAdapter } from './catalogue-adapter.ts';

/** Any constant would do; ten replicas that start at once take turns on it. */
const MIGRATION_LOCK = 7007_0001;
const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../../prisma');
const filters = { externalTables: [], externalEnums: [] };

/**
 * Brings the database to the newest schema: Prisma's migrations by Prisma's own engine in WebAssembly (so an air-gapped
 * machine needs no download), then the queue's. Returns the names of the migrations that were applied now.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const lock = new Client({ connectionString: databaseUrl, application_name: 'foredeck-migrate' });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await withEngine(databaseUrl, async (engine) => {
      const result = await engine.applyMigrations({ migrationsList: migrationsOnDisk(), filters });
      return result.appliedMigrationNames;
    });
    await runQueueMigrations({ connectionString: databaseUrl });
    return applied;
  } finally {
    await lock.end();
  }
}

/** The SQL that leads from the migrations on disk to the schema on disk; empty when they agree. */
export async function pendingSchemaChange(databaseUrl: string): Promise<string> {
  const { stdout } = await withEngine(databaseUrl, (engine) =>
    engine.diff({
      from: { tag: 'migrations', ...migrationsOnDisk() },
      to: { tag: 'schemaDatamodel', files: schemaOnDisk() },
      script: true,
      exitCode: null,
      filters,
    }),
  );
  const sql = stdout ?? '';
  return sql.includes('empty migration') ? '' : sql;
}

interface Engine {
  applyMigrations(input: object): Promise<{ appliedMigrationNames: string[] }>;
  diff(input: object): Promise<{ stdout: string | null }>;
  free(): void;
}

async function withEngine<T>(databaseUrl: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  const require = createRequire(import.meta.url);
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = readFileSync(
    join(dirname(require.resolve('@prisma/schema-engine-wasm')), 'schema_engine_bg.wasm'),
  );
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
  const adapter = bindMigrationAwareSqlAdapterFactory(new CatalogueAdapter(databaseUrl));
  const datamodels = schemaOnDisk().map((file): [string, string] => [file.path, file.content]);
  const engine = (await glue.SchemaEngine.new({ datamodels }, () => undefined, adapter)) as Engine;
  try {
    return await work(engine);
  } finally {
    engine.free();
  }
}

function schemaOnDisk(): { path: string; content: string }[] {
  const folder = join(FOLDER, 'schema');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({ path: join(folder, name), content: readFileSync(join(folder, name), 'utf8') }));
}

function migrationsOnDisk() {
  const folder = join(FOLDER, 'migrations');
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: folder,
    lockfile: {
      path: './migration_lock.toml',
      content: readFileSync(join(folder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(folder, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}
