import { inSpan } from '#lib/platform/tracing/index.ts';
import { changeRun, inTransaction } from './change-run.ts';
import type { Engine } from './engine.ts';
import type { Sql } from './persistence/sql.ts';
import { type ConcurrencyPolicy, chooseFromQueue, isLimited, mustQueue } from './transition/admission.ts';

/** What stands in the reason of a run that gave way to a newer one. */
const superseded = 'A newer run of the same pipeline took its place.';

/** Takes the pipeline's turn: whoever counts places and gives them away holds this lock until the transaction ends. */
async function lockQueue(sql: Sql, pipelineId: string): Promise<void> {
  const text = `select pg_advisory_xact_lock(hashtextextended('pipeline:' || $1, 7007))::text`;
  await sql.query('engine.queueLock', text, [pipelineId]);
}

async function runningRuns(sql: Sql, pipelineId: string, except = ''): Promise<number> {
  const text = `select count(*)::int as "count" from "Execution"
    where "pipelineConfigId" = $1 and "status" = 'RUNNING' and "id" <> $2`;
  const [row] = await sql.query('engine.queueRunning', text, [pipelineId, except]);
  return Number(row?.count ?? 0);
}

/** Oldest first. */
async function waitingRuns(
  sql: Sql,
  pipelineId: string,
): Promise<readonly ({ id: string } & ConcurrencyPolicy)[]> {
  const text = `select "id", "limitConcurrent", "maxConcurrentExecutions", "keepWaitingPipelines" from "Execution"
    where "pipelineConfigId" = $1 and "status" = 'NOT_STARTED' and not "admitted" and not "canceled"
    order by "buildTime", "id"`;
  const rows = await sql.query('engine.queueWaiting', text, [pipelineId]);
  return rows.map((row) => ({
    id: String(row.id),
    limitConcurrent: row.limitConcurrent === true,
    maxConcurrentExecutions: Number(row.maxConcurrentExecutions),
    keepWaitingPipelines: row.keepWaitingPipelines === true,
  }));
}

/** Whether a run that wants to go on (a restart) has to queue for a place first. Holds the pipeline's turn. */
export async function hasToQueue(
  sql: Sql,
  run: { id: string; pipelineConfigId: string | null } & ConcurrencyPolicy,
): Promise<boolean> {
  if (!run.pipelineConfigId || !isLimited(run)) return false;
  await lockQueue(sql, run.pipelineConfigId);
  const running = await runningRuns(sql, run.pipelineConfigId, run.id);
  const waiting = run.keepWaitingPipelines ? await waitingRuns(sql, run.pipelineConfigId) : [];
  return mustQueue(run, running, waiting.length);
}

/** Gives free places of a pipeline to runs that wait for one. */
export async function admitWaiting(engine: Pick<Engine, 'pool'>, pipelineId: string): Promise<void> {
  await inTransaction(engine, async (sql) => {
    await lockQueue(sql, pipelineId);
    const running = await runningRuns(sql, pipelineId);
    const waiting = await waitingRuns(sql, pipelineId);
    const newest = waiting.at(-1);
    if (!newest) return;
    const ids = waiting.map((run) => run.id);
    const { start, cancel } = chooseFromQueue(newest, running, ids);
    for (const id of start) await admit(sql, id);
    for (const id of cancel) {
      await changeRun(sql, id, () => ({ fact: { kind: 'cancel', by: 'foredeck', reason: superseded } }));
    }
  });
}

async function admit(sql: Sql, executionId: string): Promise<void> {
  const [row] = await sql.query(
    'engine.traceOf',
    `select "traceparent", "application" from "Execution" where "id" = $1`,
    [executionId],
  );
  const parent = typeof row?.traceparent === 'string' ? row.traceparent : undefined;
  const facts = { 'foredeck.execution.id': executionId, 'foredeck.application': String(row?.application) };
  await inSpan({ name: 'execution.admit', kind: 'consumer', parent, facts }, async () => {
    await changeRun(sql, executionId, () => ({ fact: { kind: 'admit' } }));
  });
}
