import { changeRun, changeRunNow } from './change-run.ts';
import type { Engine } from './engine.ts';
import type { Sql } from './persistence/sql.ts';

/**
 * Brings a run as far as its state allows, as part of the caller's transaction. Twice is as good as once: without a new
 * fact a settled run gives no changes.
 */
export async function advance(sql: Sql, executionId: string): Promise<void> {
  await changeRun(sql, executionId, () => ({}));
}

/** The same in a transaction of its own, with every order in force sent again. */
export async function advanceNow(engine: Pick<Engine, 'pool'>, executionId: string): Promise<void> {
  await changeRunNow(engine, executionId, () => ({ fact: { kind: 'resend' } }));
}
