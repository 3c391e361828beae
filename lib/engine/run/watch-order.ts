import type { Sql } from '../persistence/sql.ts';
import type { StageState } from '../transition/state.ts';

const everyMs = 1000;

const seen = `update "StageExecution" set "seenAt" = clock_timestamp() where "id" = $1 and "attempt" = $2 returning 1`;

/**
 * Says every second that somebody is at work on the order, and gives a signal for that work: it fires when the worker
 * drains, and within a second or so of the order being no longer in force (canceled, skipped, given to another worker).
 */
export function watchOrder(
  sql: Sql,
  stage: StageState,
  outer: AbortSignal,
): { readonly signal: AbortSignal; readonly stop: () => void } {
  const own = new AbortController();
  const look = async () => {
    try {
      const rows = await sql.query('engine.seen', seen, [stage.id, stage.attempt]);
      if (rows.length === 0) own.abort(new Error('The stage was canceled or given to another worker.'));
    } catch {
      // The database is away: the record will fail too, and the work is repeated.
    }
  };
  const timer = setInterval(() => void look(), everyMs);
  return { signal: AbortSignal.any([outer, own.signal]), stop: () => clearInterval(timer) };
}
