import type { Sql } from '../persistence/sql.ts';
import type { StageState } from '../transition/state.ts';

const everyMs = 1000;

/**
 * A signal for work in flight: it fires when the worker drains, and within a second or so of the order being no longer
 * in force (canceled, skipped, given to another worker).
 */
export function watchOrder(
  sql: Sql,
  stage: StageState,
  outer: AbortSignal,
): { readonly signal: AbortSignal; readonly stop: () => void } {
  const own = new AbortController();
  const look = async () => {
    try {
      const text = `select "attempt" from "StageExecution" where "id" = $1`;
      const [row] = await sql.query('engine.attempt', text, [stage.id]);
      if (row?.attempt !== stage.attempt)
        own.abort(new Error('The stage was canceled or given to another worker.'));
    } catch {
      // The database is away: the record will fail too, and the work is repeated.
    }
  };
  const timer = setInterval(() => void look(), everyMs);
  return { signal: AbortSignal.any([outer, own.signal]), stop: () => clearInterval(timer) };
}
