export {
  closeDatabase,
  type Database,
  database,
  databasePool,
  type Transaction,
  withTransaction,
} from './database.ts';
export { freePort, type RunningPostgres, startEmbeddedPostgres } from './embedded.ts';
export { migrate, pendingSchemaChange } from './migrate.ts';
