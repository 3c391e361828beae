import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { CatalogueAdapter } from './catalogue-adapter.ts';
import { migrationsOnDisk, PRISMA_FOLDER } from './migrations-on-disk.ts';

const filters = { externalTables: [], externalEnums: [] };

/** Applies the migrations on disk that the database lacks; returns their names. Throws where one had failed before. */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  return withEngine(databaseUrl, async (engine) => {
    const result = await engine.applyMigrations({ migrationsList: migrationsList(), filters });
    return result.appliedMigrationNames;
  });
}

/** The SQL that leads from the migrations on disk to the schema on disk; empty when they agree. */
export async function pendingSchemaChange(databaseUrl: string): Promise<string> {
  const { stdout } = await withEngine(databaseUrl, (engine) =>
    engine.diff({
      from: { tag: 'migrations', ...migrationsList() },
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
  const folder = join(PRISMA_FOLDER, 'schema');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({ path: join(folder, name), content: readFileSync(join(folder, name), 'utf8') }));
}

function migrationsList() {
  const baseDir = join(PRISMA_FOLDER, 'migrations');
  return {
    baseDir,
    lockfile: {
      path: './migration_lock.toml',
      content: readFileSync(join(baseDir, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: migrationsOnDisk().map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}
