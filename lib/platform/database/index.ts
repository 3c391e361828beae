export {
  closeDatabase,
  type Database,
  database,
  databasePool,
  type Transaction,
  withTransaction,
} from './database.ts';
export { databaseTrouble } from './database-trouble.ts';
