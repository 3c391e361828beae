import { goingOn, jobFor } from './persistence/commit-statement.ts';
import type { Sql } from './persistence/sql.ts';

/**
 * Lets every stage that waits for one of the keys look at once. Cheap when nobody waits (one index probe); the job key
 * folds repeats into one.
 */
export async function wake(sql: Sql, keys: readonly string[]): Promise<number> {
  if (keys.length === 0) return 0;
  const rows = await sql.query(
    'engine.wake',
    `select count(*)::int as "count" from graphile_worker.add_jobs(array(
       select row(${jobFor('e."priority"')}, json_build_object('executionId', w."executionId", 'stageId', w."id",
         'attempt', w."attempt", 'isWake', true), null, null, 25, w."id" || ':' || w."attempt",
         e."priority" - ${goingOn}, null)::graphile_worker.job_spec
       from "StageExecution" w join "Execution" e on e."id" = w."executionId"
       where w."wakeOn" && $1::text[] and w."status" = 'RUNNING'))`,
    [[...keys]],
  );
  return Number(rows[0]?.count ?? 0);
}

/** Collects keys for a moment, so that a burst of changes costs one statement. */
export function wakeSoon(
  sql: Sql,
  delayMs = 20,
): { readonly add: (key: string) => void; readonly stop: () => void } {
  const keys = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    const batch = [...keys];
    keys.clear();
    // A lost wake-up costs time, not correctness: a slow poll stands behind it.
    wake(sql, batch).catch(() => undefined);
  };
  return {
    add: (key) => {
      keys.add(key);
      timer ??= setTimeout(flush, delayMs);
    },
    stop: () => clearTimeout(timer),
  };
}
