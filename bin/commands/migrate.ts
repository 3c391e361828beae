import { config } from '#lib/platform/config.ts';
import { migrate } from '#lib/platform/database/setup.ts';

export async function migrateCommand(): Promise<void> {
  const { databaseUrl } = config();
  if (!databaseUrl) throw new Error('Set DATABASE_URL to the database that shall be migrated.');
  const applied = await migrate(databaseUrl);
  process.stdout.write(
    applied.length > 0 ? `Applied: ${applied.join(', ')}\n` : 'The database is up to date.\n',
  );
}
