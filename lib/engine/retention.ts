import { retentionDefaults } from './model.ts';
import type { Sql } from './persistence/sql.ts';

/** Small enough that no lock is held for long. */
const batch = 200;

/**
 * Deletes finished runs that have outlived their application's keep (ExecutionRetention), the newest of each pipeline
 * excepted. In small transactions, passing over rows that somebody works with.
 *
 * @returns how many were deleted
 */
export async function forgetOldExecutions(sql: Sql, maxBatches = 50): Promise<number> {
  const { days, keepLatest } = retentionDefaults;
  let deleted = 0;
  for (let round = 0; round < maxBatches; round += 1) {
    const rows = await sql.query('engine.forget', forget, [days, keepLatest, batch]);
    deleted += rows.length;
    if (rows.length < batch) break;
  }
  return deleted;
}

const forget = `
with old as (
  select e."id" from "Execution" e left join "ExecutionRetention" r on r."application" = e."application"
  where e."status" in ('SUCCEEDED', 'TERMINAL', 'CANCELED', 'STOPPED', 'SKIPPED', 'FAILED_CONTINUE')
    and e."buildTime" < now() - make_interval(days => coalesce(r."days", $1::int))
    and (select count(*) from (
      select 1 from "Execution" n
      where n."pipelineConfigId" = e."pipelineConfigId" and n."buildTime" > e."buildTime"
      limit coalesce(r."keepLatest", $2::int)
    ) newer) >= case when e."pipelineConfigId" is null then 0 else coalesce(r."keepLatest", $2::int) end
  order by e."buildTime"
  limit $3::int
  for update of e skip locked
)
delete from "Execution" e using old where e."id" = old."id" returning e."id"`;
