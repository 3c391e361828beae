import type { Pool, PoolClient } from 'pg';
import type { Transaction } from '#lib/platform/database/index.ts';

/** Runs one statement: on a connection of the pool, or inside a verb's transaction. */
export interface Sql {
  /** `name` lets PostgreSQL keep the plan; statements of one name must have one text. */
  readonly query: (
    name: string,
    text: string,
    values: readonly unknown[],
  ) => Promise<readonly Record<string, unknown>[]>;
}

/** Each statement by itself, as the worker's hot path wants it. */
export function sqlOf(client: Pool | PoolClient): Sql {
  return {
    query: async (name, text, values) =>
      (await client.query<Record<string, unknown>>({ name, text, values: [...values] })).rows,
  };
}

/** Statements as part of a verb's transaction. */
export function sqlIn(tx: Transaction): Sql {
  return {
    query: (_, text, values) => tx.$queryRawUnsafe<Record<string, unknown>[]>(text, ...values),
  };
}
