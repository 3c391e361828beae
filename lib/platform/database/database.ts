import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { type Prisma, PrismaClient } from '#prisma/generated/client.ts';
import { config } from '../config.ts';
import { Unavailable } from '../errors.ts';
import { logger } from '../logger.ts';
import { forgetProcessState, processState } from '../process-state.ts';

export type Database = PrismaClient;
/** What a verb writes through: everything done with it is committed together, or not at all. */
export type Transaction = Prisma.TransactionClient;

/** The connections of this process, shared by Prisma, the queue and the live events. */
export function databasePool(): Pool {
  return processState('database.pool', () => {
    const { databaseUrl } = config();
    if (!databaseUrl)
      throw new Unavailable('No database is configured: set DATABASE_URL, or start with `foredeck up`.');
    const pool = new Pool({
      connectionString: databaseUrl,
      max: 24,
      connectionTimeoutMillis: 10_000,
      // A connection can die without a word (a router that lost its table). One that does not answer is given up, whether
      // it waits for an answer or rests; nothing that Foredeck asks takes so long.
      query_timeout: 20_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      application_name: 'foredeck',
    });
    // Without a listener a lost idle connection would end the process.
    pool.on('error', (error) =>
      logger('database').warn({ error: error.message }, 'an idle connection was lost'),
    );
    // Nor may one that is lost while it is taken: its query fails, and that is told where it was asked.
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  });
}

/** The database of this process. */
export function database(): Database {
  return processState(
    'database.client',
    () => new PrismaClient({ adapter: new PrismaPg(databasePool(), { disposeExternalPool: false }) }),
  );
}

/** Closes what `database` and `databasePool` opened. */
export async function closeDatabase(): Promise<void> {
  const client = database();
  const pool = databasePool();
  forgetProcessState('database.client');
  forgetProcessState('database.pool');
  await client.$disconnect();
  await pool.end();
}

/** Runs the work in one transaction. What it throws rolls everything back. */
export function withTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database().$transaction(work, { maxWait: 10_000, timeout: 30_000 });
}
