import { ZodError } from 'zod';
import { logger } from '#lib/platform/logger.ts';
import { changeRunNow } from './change-run.ts';
import type { Engine } from './engine.ts';
import type { Sql } from './persistence/sql.ts';

/** An order that is overdue by this much is looked at. */
const graceSeconds = 5;
/** A job may be held for so long before somebody must have said to be at work on it. */
const holdSeconds = 10;

/**
 * The net under everything: sends again what should be in the queue and is not, or is held there by a worker that has
 * lost it (it could not say so while PostgreSQL was away), and lets waiting runs be counted anew.
 *
 * @returns how many runs were repaired
 */
export async function sweep(engine: Pick<Engine, 'pool' | 'sql' | 'observe'>): Promise<number> {
  const lost = await lostOrders(engine.sql);
  for (const [id, stageIds] of lost) await resend(engine, id, stageIds);
  for (const pipelineId of await stuckQueues(engine.sql)) {
    await engine.sql.query(
      'engine.sweepAdmit',
      `select 1 from graphile_worker.add_job('engine.admit', json_build_object('pipelineId', $1::text))`,
      [pipelineId],
    );
  }
  if (lost.size > 0) engine.observe.recovered?.(lost.size);
  return lost.size;
}

/** One run that cannot be read must not keep the others from being mended; it is named, so that somebody looks. */
async function resend(
  engine: Pick<Engine, 'pool'>,
  executionId: string,
  stageIds: readonly string[],
): Promise<void> {
  try {
    await changeRunNow(engine, executionId, () => ({ fact: { kind: 'resend', stageIds } }));
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    logger('engine').error({ executionId, error: error.message }, 'the rows of a run cannot be read');
  }
}

/** Stages whose order is lost, by run; a run without any is to be decided on anew. */
async function lostOrders(sql: Sql): Promise<Map<string, string[]>> {
  const rows = await sql.query('engine.lost', lostStages, [graceSeconds, holdSeconds]);
  const runs = await sql.query('engine.lostRuns', lostRuns, []);
  const lost = new Map<string, string[]>(runs.map((row) => [String(row.id), []]));
  for (const row of rows) {
    const id = String(row.executionId);
    lost.set(id, [...(lost.get(id) ?? []), String(row.id)]);
  }
  return lost;
}

// The jobs once, and each test by equality alone: with thousands of orders due, comparing each with each takes minutes.
const lostStages = `
with held as materialized (
  select j.key, j.id::text as "id" from graphile_worker.jobs j
  where j.attempts < j.max_attempts
    and (j.locked_at is null or j.locked_at > clock_timestamp() - make_interval(secs => $2))
)
select s."executionId", s."id" from "Execution" e join "StageExecution" s on s."executionId" = e."id"
where e."status" = 'RUNNING' and s."status" = 'RUNNING'
  and s."phase" in ('planning', 'tasks', 'planningAfter', 'planningFailure', 'canceling')
  and s."dueAt" < clock_timestamp() - make_interval(secs => $1)
  and (s."seenAt" is null or s."seenAt" < clock_timestamp() - make_interval(secs => $1))
  and not exists (select 1 from held where held.key = s."id" || ':' || s."attempt")
  and not exists (select 1 from held where held."id" = split_part(s."carrier", ':', 1)
    and split_part(s."carrier", ':', 2) = s."attempt"::text)
limit 1000`;

const lostRuns = `
select e."id" from "Execution" e where e."status" = 'RUNNING' and not exists
  (select 1 from "StageExecution" s where s."executionId" = e."id" and s."status" in ('RUNNING', 'PAUSED'))
union
select e."id" from "Execution" e
where e."status" = 'NOT_STARTED' and (e."canceled" or e."startTimeExpiry" < clock_timestamp()
  or (e."admitted" and e."buildTime" < clock_timestamp() - interval '5 s'))
limit 1000`;

async function stuckQueues(sql: Sql): Promise<string[]> {
  const rows = await sql.query(
    'engine.stuckQueues',
    `select distinct e."pipelineConfigId" as "id" from "Execution" e
     where e."status" = 'NOT_STARTED' and not e."admitted" and not exists
       (select 1 from "Execution" r where r."pipelineConfigId" = e."pipelineConfigId" and r."status" = 'RUNNING')`,
    [],
  );
  return rows.map((row) => String(row.id));
}
