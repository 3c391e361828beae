/** What a job reads before its work. Rows that the process still remembers (`version`) do not travel again. */
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

/** A run that begins: execution, body and stages, as the start writes them. */
export const create = `
with e as (
  insert into "Execution" ("id", "type", "application", "name", "pipelineConfigId", "correlationId", "rootId",
    "parentExecutionId", "parentStageId", "user", "origin", "triggerType", "isDryRun", "priority", "startTimeExpiry",
    "limitConcurrent", "maxConcurrentExecutions", "keepWaitingPipelines", "admitted", "traceparent")
  select * from jsonb_to_record($1::jsonb) as x("id" text, "type" text, "application" text, "name" text,
    "pipelineConfigId" text, "correlationId" text, "rootId" text, "parentExecutionId" text, "parentStageId" text,
    "user" text, "origin" text, "triggerType" text, "isDryRun" boolean, "priority" int, "startTimeExpiry" timestamptz,
    "limitConcurrent" boolean, "maxConcurrentExecutions" int, "keepWaitingPipelines" boolean, "admitted" boolean,
    "traceparent" text)
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
select "id", extract(epoch from clock_timestamp()) * 1000 as "now" from e`;

/** Gives a run the next number; the counter is held until the start is committed, so this comes last. */
export const takeNumber = `
with n as (
  insert into "RunCounter" ("scope", "last") values ($2, 1)
  on conflict ("scope") do update set "last" = "RunCounter"."last" + 1 returning "last"
)
update "Execution" e set "number" = n."last" from n where e."id" = $1`;
