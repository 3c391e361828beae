/**
 * The engine's hot path is two statements: `load` before the work, `commit` after it. Both are set-based; `commit` writes
 * rows, jobs and events together, and only if nobody else wrote the run since (`version`).
 */
export const load = `
select e."version",
  extract(epoch from clock_timestamp()) * 1000 as "now",
  case when e."version" = $2 then null else to_jsonb(e) end as "execution",
  case when e."version" = $2 then null else
    (select jsonb_agg(to_jsonb(s)) from "StageExecution" s where s."executionId" = e."id") end as "stages",
  case when $4 then null else
    (select to_jsonb(b) from "ExecutionBody" b where b."executionId" = e."id") end as "body",
  e."type", e."isDryRun", d."config", d."context", d."outputs"
from "Execution" e left join "StageData" d on d."stageId" = $3
where e."id" = $1`;

/** A run's rows under its lock, for verbs: two statements, since a snapshot taken before the wait would be stale. */
export const lock = `
select to_jsonb(e) as "execution", extract(epoch from clock_timestamp()) * 1000 as "now"
from "Execution" e where e."id" = $1 for update`;

export const stagesOf = `
select jsonb_agg(to_jsonb(s)) as "stages" from "StageExecution" s where s."executionId" = $1`;

export const stageData = `
select "stageId", "config", "context", "outputs" from "StageData"
where "executionId" = $1 and ($2::text[] is null or "stageId" = any ($2::text[]))`;

const stageColumns = `"id" text, "status" text, "startTime" timestamptz, "endTime" timestamptz, "phase" text,
  "attempt" int, "restarts" int, "dueAt" timestamptz, "wakeOn" text[], "carrier" text,
  "tasks" jsonb, "flags" jsonb, "error" text`;

const newStageColumns = `${stageColumns}, "position" int, "refId" text, "requisites" text[], "type" text, "name" text,
  "parentId" text, "owner" text, "startTimeExpiry" timestamptz`;

const head = `
head as (
  update "Execution" e set "version" = e."version" + 1, "status" = x."status", "startTime" = x."startTime",
    "endTime" = x."endTime", "admitted" = x."admitted", "canceled" = x."canceled", "canceledBy" = x."canceledBy",
    "cancellationReason" = x."cancellationReason", "paused" = x."paused", "restarts" = x."restarts"
  from jsonb_to_record($3::jsonb) as x("status" text, "startTime" timestamptz, "endTime" timestamptz,
    "admitted" boolean, "canceled" boolean, "canceledBy" text, "cancellationReason" text, "paused" jsonb, "restarts" int)
  where e."id" = $1 and e."version" = $2
  returning e."id", e."priority"
)`;

const changed = `
changed as (
  update "StageExecution" s set "status" = x."status", "startTime" = x."startTime", "endTime" = x."endTime",
    "phase" = x."phase", "attempt" = x."attempt", "restarts" = x."restarts", "dueAt" = x."dueAt",
    "wakeOn" = x."wakeOn", "carrier" = x."carrier", "tasks" = x."tasks", "flags" = x."flags", "error" = x."error"
  from head, jsonb_to_recordset($4::jsonb) as x(${stageColumns})
  where s."id" = x."id"
)`;

/** $5: [{ stageId, context, outputs, removed }]. */
const data = `
data as (
  update "StageData" d set "context" = (d."context" - x."removed") || x."context", "outputs" = d."outputs" || x."outputs"
  from head, jsonb_to_recordset($5::jsonb) as x("stageId" text, "context" jsonb, "outputs" jsonb, "removed" text[])
  where d."stageId" = x."stageId"
)`;

/** $6: [{ stageId, attempt, runAt, isWake }], $7: keys to wake waiters by, $8: pipeline whose queue is to be looked at. */
const jobs = `
jobs as (
  select count(j."id") as "count" from head, lateral graphile_worker.add_jobs(array(
    select row('engine.runTask', json_build_object('executionId', $1::text, 'stageId', o."stageId", 'attempt', o."attempt",
      'isWake', coalesce(o."isWake", false)), null, o."runAt", 25,
      case when o."isWake" then null else o."stageId" || ':' || o."attempt" end, head."priority", null)::graphile_worker.job_spec
    from jsonb_to_recordset($6::jsonb) as o("stageId" text, "attempt" int, "runAt" timestamptz, "isWake" boolean)
    union all
    select row('engine.runTask', json_build_object('executionId', w."executionId", 'stageId', w."id", 'attempt', w."attempt",
      'isWake', true), null, null, 25, null, head."priority", null)::graphile_worker.job_spec
    from "StageExecution" w where cardinality($7::text[]) > 0 and w."wakeOn" && $7::text[]
    union all
    select row('engine.admit', json_build_object('pipelineId', $8::text), null, null, 25, null, 0, null)::graphile_worker.job_spec
    where $8::text is not null
  )) as j
)`;

/** $9: events for the live stream, or null. */
const told = `told as (select foredeck_publish($9::jsonb) from head where $9::jsonb is not null)`;

/** $10: the stage whose order the caller goes on with; its data comes back with the answer. */
const result = `
select (select count(*) from head) as "head", (select "count" from jobs) as "jobs", (select count(*) from told) as "told",
  extract(epoch from clock_timestamp()) * 1000 as "now",
  (select jsonb_build_object('config', d."config", 'context', d."context", 'outputs', d."outputs")
   from "StageData" d where d."stageId" = $10) as "next"`;

/** A step that only changes rows that are there. */
export const commit = `with ${[head, changed, data, jobs, told].join(',')} ${result}`;

/** A step that also adds ($11, $12) or removes ($13) stages, or resets what they recorded ($14). */
export const commitStructure = `with ${[
  head,
  changed,
  `
added as (
  insert into "StageExecution" ("executionId", "id", "status", "startTime", "endTime", "phase", "attempt", "restarts",
    "dueAt", "wakeOn", "carrier", "tasks", "flags", "error", "position", "refId", "requisites", "type", "name", "parentId",
    "owner", "startTimeExpiry")
  select head."id", x.* from head, jsonb_to_recordset($11::jsonb) as x(${newStageColumns})
),
"addedData" as (
  insert into "StageData" ("stageId", "executionId", "config")
  select x."stageId", head."id", x."config" from head, jsonb_to_recordset($12::jsonb) as x("stageId" text, "config" jsonb)
),
removed as (
  delete from "StageExecution" s using head where s."id" = any ($13::text[]) and s."executionId" = head."id"
),
reset as (
  update "StageData" d set "context" = x."context", "outputs" = '{}'::jsonb
  from head, jsonb_to_recordset($14::jsonb) as x("stageId" text, "context" jsonb)
  where d."stageId" = x."stageId"
)`,
  data,
  jobs,
  told,
].join(',')} ${result}`;

/** A run that begins: execution, body and stages, as the start writes them. */
export const create = `
with e as (
  insert into "Execution" ("id", "type", "application", "name", "pipelineConfigId", "correlationId", "rootId",
    "parentExecutionId", "parentStageId", "user", "origin", "triggerType", "isDryRun", "priority", "startTimeExpiry",
    "limitConcurrent", "maxConcurrentExecutions", "keepWaitingPipelines", "admitted")
  select * from jsonb_to_record($1::jsonb) as x("id" text, "type" text, "application" text, "name" text,
    "pipelineConfigId" text, "correlationId" text, "rootId" text, "parentExecutionId" text, "parentStageId" text,
    "user" text, "origin" text, "triggerType" text, "isDryRun" boolean, "priority" int, "startTimeExpiry" timestamptz,
    "limitConcurrent" boolean, "maxConcurrentExecutions" int, "keepWaitingPipelines" boolean, "admitted" boolean)
  on conflict ("type", "correlationId") do nothing
  returning "id"
),
b as (
  insert into "ExecutionBody" ("executionId", "definition", "trigger", "authentication", "extra")
  select e."id", x.* from e, jsonb_to_record($2::jsonb) as x("definition" jsonb, "trigger" jsonb, "authentication" jsonb, "extra" jsonb)
),
s as (
  insert into "StageExecution" ("executionId", "id", "position", "refId", "requisites", "type", "name", "startTimeExpiry", "flags", "wakeOn")
  select e."id", x.* from e, jsonb_to_recordset($3::jsonb) as x("id" text, "position" int, "refId" text,
    "requisites" text[], "type" text, "name" text, "startTimeExpiry" timestamptz, "flags" jsonb, "wakeOn" text[])
),
d as (
  insert into "StageData" ("executionId", "stageId", "config")
  select e."id", x.* from e, jsonb_to_recordset($4::jsonb) as x("stageId" text, "config" jsonb)
)
select "id" from e`;

/** The database's clock, epoch ms. */
export const clock = `select extract(epoch from clock_timestamp()) * 1000 as "now"`;
