import type { JsonObject } from '../model.ts';
import type { Progress } from './progress.ts';

/**
 * One statement that writes a step whole: rows, jobs and events, and only if nobody wrote the run since it was read
 * (`version`). It holds just the parts that the step needs; each combination is a text of its own, so that PostgreSQL
 * keeps its plan. A plan is kept from the first runs on, when the tables are small, and what is cheap then may read a
 * table of thousands of rows from end to end: so the few rows of an ordinary step are found by their key one by one,
 * which leads to the index at any size.
 */
export interface CommitParts {
  readonly executionId: string;
  readonly version: number;
  readonly execution: JsonObject;
  readonly changed: readonly (JsonObject & { id: string })[];
  readonly data: readonly (JsonObject & { stageId: string })[];
  readonly added: readonly JsonObject[];
  readonly addedData: readonly JsonObject[];
  readonly removed: readonly string[];
  /** [{ stageId, context }]: results replaced as a whole. */
  readonly resets: readonly (JsonObject & { stageId: string })[];
  /** [{ stageId, attempt, runAt, isWake }] */
  readonly orders: readonly JsonObject[];
  /** The run begins with this step: its orders stand behind those of runs that are under way already. */
  readonly begins: boolean;
  /** Keys to wake waiting stages by. */
  readonly wakes: readonly string[];
  /** A pipeline whose waiting runs are to be looked at. */
  readonly releases: string | null;
  /** Events for the live stream, as JSON. */
  readonly events: string | null;
  /** [{ event, stageId, round }]: what people may have asked to be told of. */
  readonly progress: readonly Progress[];
  /** The stage whose order the caller goes on with: its data comes back. */
  readonly next: string | null;
}

const stageColumns = `"id" text, "status" text, "startTime" timestamptz, "endTime" timestamptz, "phase" text,
  "attempt" int, "restarts" int, "dueAt" timestamptz, "wakeOn" text[], "carrier" text,
  "tasks" jsonb, "flags" jsonb, "error" text`;

const newStageColumns = `${stageColumns}, "position" int, "refId" text, "requisites" text[], "type" text, "name" text,
  "parentId" text, "owner" text, "startTimeExpiry" timestamptz`;

/** Writes the statement for these parts, with a name that stands for its text. */
export function commitStatement(parts: CommitParts): { name: string; text: string; values: unknown[] } {
  const values: unknown[] = [];
  const param = (value: unknown, type: string): string => {
    values.push(value);
    return `$${values.length}::${type}`;
  };
  const json = (value: unknown): string => param(JSON.stringify(value), 'jsonb');
  const ctes: string[] = [headOf(parts, param, json)];
  const results = [
    `(select count(*) from head) as "head"`,
    `extract(epoch from clock_timestamp()) * 1000 as "now"`,
  ];
  let name = 'engine.commit';
  const add = (letter: string, ...added: string[]): void => {
    name += letter;
    ctes.push(...added);
  };
  if (parts.changed.length > 0) add(`C${few(parts.changed)}`, ...changedOf(parts, param, json));
  if (parts.data.length > 0) add(`D${few(parts.data)}`, ...dataOf(parts, param, json));
  if (parts.added.length > 0) add('A', addedOf(parts, json));
  if (parts.removed.length > 0) add('R', removedOf(parts, param));
  if (parts.resets.length > 0) add('Z', resetOf(parts, param, json));
  if (parts.orders.length + parts.wakes.length > 0 || parts.releases !== null) {
    add('J', jobsOf(parts, param, json));
    results.push(`(select "count" from jobs) as "jobs"`);
  }
  if (parts.events !== null) {
    add('E', `told as (select foredeck_publish(${param(parts.events, 'jsonb')}) from head)`);
    results.push(`(select count(*) from told) as "told"`);
  }
  if (parts.progress.length > 0) {
    add('P', progressJobsOf(parts, json));
    results.push(`(select "count" from progress) as "progress"`);
  }
  if (parts.next !== null) {
    name += 'N';
    results.push(`(select jsonb_build_object('config', d."config", 'context', d."context", 'outputs', d."outputs")
      from "StageData" d where d."stageId" = ${param(parts.next, 'text')}) as "next"`);
  }
  return { name, text: `with ${ctes.join(',\n')}\nselect ${results.join(',\n')}`, values };
}

/** A run under way goes ahead of one that only begins: work that was begun is finished first. */
export const goingOn = 1;

/** The job that carries an order of a run of this priority: what goes ahead of the queue has a lane of its own. */
export const jobFor = (priority: string): string =>
  `case when ${priority} < 0 then 'engine.urgent' else 'engine.runTask' end`;

type Param = (value: unknown, type: string) => string;
type AsJson = (value: unknown) => string;

const headOf = (parts: CommitParts, param: Param, json: AsJson): string => `head as (
  update "Execution" e set "version" = e."version" + 1, "status" = x."status", "startTime" = x."startTime",
    "endTime" = x."endTime", "admitted" = x."admitted", "canceled" = x."canceled", "canceledBy" = x."canceledBy",
    "cancellationReason" = x."cancellationReason", "paused" = x."paused", "restarts" = x."restarts"
  from jsonb_to_record(${json(parts.execution)}) as x("status" text, "startTime" timestamptz, "endTime" timestamptz,
    "admitted" boolean, "canceled" boolean, "canceledBy" text, "cancellationReason" text, "paused" jsonb, "restarts" int)
  where e."id" = ${param(parts.executionId, 'text')} and e."version" = ${param(parts.version, 'int')}
  returning e."id", e."priority"
)`;

/** Rows that are found one by one; more of them are found together. */
const fewRows = 3;
const few = (rows: readonly unknown[]): string => (rows.length <= fewRows ? String(rows.length) : '');

/** Where a write takes its values from (`x`), and how it finds the rows they are for. */
interface Found {
  readonly name: string;
  readonly values: string;
  readonly match: string;
}

function findRows<Key extends string>(
  rows: readonly (JsonObject & Record<Key, string>)[],
  { name, column, key }: { name: string; column: string; key: Key },
  param: Param,
  json: AsJson,
): Found[] {
  if (rows.length > fewRows) {
    const ids = param(
      rows.map((row) => row[key]),
      'text[]',
    );
    const match = `${column} = any (${ids}) and ${column} = x."${key}"`;
    return [{ name, values: `jsonb_to_recordset(${json(rows)})`, match }];
  }
  return rows.map((row, at) => ({
    name: `${name}${at}`,
    values: `jsonb_to_record(${json(row)})`,
    match: `${column} = ${param(row[key], 'text')}`,
  }));
}

const changedOf = (parts: CommitParts, param: Param, json: AsJson): string[] =>
  findRows(parts.changed, { name: 'changed', column: 's."id"', key: 'id' }, param, json).map(
    ({ name, values, match }) => `${name} as (
  update "StageExecution" s set "status" = x."status", "startTime" = x."startTime", "endTime" = x."endTime",
    "phase" = x."phase", "attempt" = x."attempt", "restarts" = x."restarts", "dueAt" = x."dueAt",
    "wakeOn" = x."wakeOn", "carrier" = x."carrier", "tasks" = x."tasks", "flags" = x."flags", "error" = x."error"
  from head, ${values} as x(${stageColumns})
  where ${match}
)`,
  );

const dataOf = (parts: CommitParts, param: Param, json: AsJson): string[] =>
  findRows(parts.data, { name: 'data', column: 'd."stageId"', key: 'stageId' }, param, json).map(
    ({ name, values, match }) => `${name} as (
  update "StageData" d set "context" = (d."context" - x."removed") || x."context", "outputs" = d."outputs" || x."outputs"
  from head, ${values} as x("stageId" text, "context" jsonb, "outputs" jsonb, "removed" text[])
  where ${match}
)`,
  );

const addedOf = (parts: CommitParts, json: AsJson): string => `added as (
  insert into "StageExecution" ("executionId", "id", "status", "startTime", "endTime", "phase", "attempt", "restarts",
    "dueAt", "wakeOn", "carrier", "tasks", "flags", "error", "position", "refId", "requisites", "type", "name", "parentId",
    "owner", "startTimeExpiry")
  select head."id", x.* from head, jsonb_to_recordset(${json(parts.added)}) as x(${newStageColumns})
),
"addedData" as (
  insert into "StageData" ("stageId", "executionId", "config")
  select x."stageId", head."id", x."config"
  from head, jsonb_to_recordset(${json(parts.addedData)}) as x("stageId" text, "config" jsonb)
)`;

const removedOf = (parts: CommitParts, param: Param): string => `removed as (
  delete from "StageExecution" s using head
  where s."id" = any (${param([...parts.removed], 'text[]')}) and s."executionId" = head."id"
)`;

const resetOf = (parts: CommitParts, param: Param, json: AsJson): string => `reset as (
  update "StageData" d set "context" = x."context", "outputs" = '{}'::jsonb
  from head, jsonb_to_recordset(${json(parts.resets)}) as x("stageId" text, "context" jsonb)
  where d."stageId" = any (${param(
    parts.resets.map((row) => row.stageId),
    'text[]',
  )}) and d."stageId" = x."stageId"
)`;

const jobsOf = (parts: CommitParts, param: Param, json: AsJson): string => {
  const wakes = param([...parts.wakes], 'text[]');
  const releases = param(parts.releases, 'text');
  const lead = param(parts.begins ? 0 : goingOn, 'int');
  return `jobs as (
  select count(j."id") as "count" from head, lateral graphile_worker.add_jobs(array(
    select row(${jobFor('head."priority"')}, json_build_object('executionId', head."id", 'stageId', o."stageId",
      'attempt', o."attempt", 'isWake', coalesce(o."isWake", false)), null, o."runAt", 25,
      case when o."isWake" then null else o."stageId" || ':' || o."attempt" end,
      head."priority" - ${lead}, null)::graphile_worker.job_spec
    from jsonb_to_recordset(${json(parts.orders)}) as o("stageId" text, "attempt" int, "runAt" timestamptz, "isWake" boolean)
    union all
    select row(${jobFor('e."priority"')}, json_build_object('executionId', w."executionId", 'stageId', w."id",
      'attempt', w."attempt", 'isWake', true), null, null, 25, null, e."priority" - ${goingOn}, null)::graphile_worker.job_spec
    from "StageExecution" w join "Execution" e on e."id" = w."executionId"
    where cardinality(${wakes}) > 0 and w."wakeOn" && ${wakes}
    union all
    select row('engine.admit', json_build_object('pipelineId', ${releases}), null, null, 25, null, 0, null)::graphile_worker.job_spec
    where ${releases} is not null
  )) as j
)`;
};

/** Of a run as a whole only where its pipeline names somebody to tell; of a stage that was found out when it was planned. */
const progressJobsOf = (parts: CommitParts, json: AsJson): string => `progress as (
  select count(j."id") as "count" from head, lateral graphile_worker.add_jobs(array(
    select row('notifications.progress', json_build_object('executionId', head."id", 'stageId', p."stageId",
      'event', p."event", 'round', p."round"), null, null, 25, null, 5, null)::graphile_worker.job_spec
    from jsonb_to_recordset(${json(parts.progress)}) as p("event" text, "stageId" text, "round" int)
    where p."stageId" is not null or exists (
      select from "ExecutionBody" b where b."executionId" = head."id" and b."definition" @? '$.notifications[*]')
  )) as j
)`;
