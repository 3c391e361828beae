import { changeRunNow } from './change-run.ts';
import type { Engine } from './engine.ts';
import type { Sql } from './persistence/sql.ts';

/** An order that is overdue by this much and has no job is taken for lost. */
const graceMs = 5000;

/**
 * The net under everything: sends again what should be in the queue and is not, and lets waiting runs be counted anew.
 * Jobs and state are written together, so it finds something only when the queue's tables were tampered with, restored
 * from elsewhere, or a job used up its deliveries.
 *
 * @returns how many runs were repaired
 */
export async function sweep(engine: Pick<Engine, 'pool' | 'sql' | 'observe'>): Promise<number> {
  const lost = await lostRuns(engine.sql);
  for (const id of lost) await changeRunNow(engine, id, () => ({ fact: { kind: 'resend' } }));
  for (const pipelineId of await stuckQueues(engine.sql)) {
    await engine.sql.query(
      'engine.sweepAdmit',
      `select 1 from graphile_worker.add_job('engine.admit', json_build_object('pipelineId', $1::text))`,
      [pipelineId],
    );
  }
  if (lost.length > 0) engine.observe.recovered?.(lost.length);
  return lost.length;
}

async function lostRuns(sql: Sql): Promise<string[]> {
  const rows = await sql.query(
    'engine.lost',
    `select distinct e."id" from "Execution" e join "StageExecution" s on s."executionId" = e."id"
     where e."status" = 'RUNNING' and s."status" = 'RUNNING'
       and s."phase" in ('planning', 'tasks', 'planningAfter', 'planningFailure', 'canceling')
       and s."dueAt" < clock_timestamp() - make_interval(secs => $1)
       and not exists (select 1 from graphile_worker.jobs j
         where (j.key = s."id" || ':' || s."attempt" or j.id::text || ':' || s."attempt" = s."carrier")
           and j.attempts < j.max_attempts)
     union
     select e."id" from "Execution" e where e."status" = 'RUNNING' and not exists
       (select 1 from "StageExecution" s where s."executionId" = e."id" and s."status" in ('RUNNING', 'PAUSED'))
     union
     select e."id" from "Execution" e where e."status" = 'NOT_STARTED' and (e."admitted" or e."canceled"
       or e."startTimeExpiry" < clock_timestamp())
     limit 1000`,
    [graceMs / 1000],
  );
  return rows.map((row) => String(row.id));
}

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
