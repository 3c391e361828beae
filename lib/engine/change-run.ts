import type { PoolClient } from 'pg';
import type { Engine } from './engine.ts';
import { commitStep, lockRun, type Writing } from './persistence/run-store.ts';
import { type Sql, sqlOf } from './persistence/sql.ts';
import type { Fact } from './transition/facts.ts';
import type { RunState, Step } from './transition/state.ts';
import { transition } from './transition/transition.ts';

/** What belongs to the fact besides the decision: contexts to patch, results to reset. */
export type Along = Omit<Writing, 'step'>;

/**
 * Writes a fact and what follows from it, under the run's lock, as part of the caller's transaction.
 * Undefined when the run does not exist; `isRefused` in the step when the fact makes no sense now.
 */
export async function changeRun(
  sql: Sql,
  executionId: string,
  decide: (state: RunState, now: number) => { fact?: Fact; along?: Along | ((step: Step) => Along) },
): Promise<Step | undefined> {
  const locked = await lockRun(sql, executionId);
  if (!locked) return undefined;
  const { fact, along } = decide(locked.state, locked.now);
  const step = transition(locked.state, locked.now, fact);
  if (step.isRefused) return step;
  const rest = typeof along === 'function' ? along(step) : along;
  await commitStep(sql, locked.state, { ...rest, step }, { isInTransaction: true });
  return step;
}

/** The same in a transaction of its own. */
export async function changeRunNow(
  engine: Pick<Engine, 'pool'>,
  executionId: string,
  decide: Parameters<typeof changeRun>[2],
): Promise<Step | undefined> {
  return await inTransaction(engine, (sql) => changeRun(sql, executionId, decide));
}

/** Runs the work on one connection, committed together or not at all. */
export async function inTransaction<T>(
  { pool }: Pick<Engine, 'pool'>,
  work: (sql: Sql, client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let fault: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(sqlOf(client), client);
    await client.query('commit');
    return result;
  } catch (thrown) {
    fault = thrown instanceof Error ? thrown : new Error(String(thrown));
    await client.query('rollback').catch(() => undefined);
    throw thrown;
  } finally {
    // A connection that broke is thrown away; one that only saw a refusal is as good as before.
    client.release(fault !== undefined && !('code' in fault));
  }
}
