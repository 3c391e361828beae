import { changeRun, inTransaction } from './change-run.ts';
import type { Engine } from './engine.ts';
import type { Sql } from './persistence/sql.ts';
import { type ConcurrencyPolicy, chooseFromQueue } from './transition/admission.ts';

/** What stands in the reason of a run that gave way to a newer one. */
const superseded = 'A newer run of the same pipeline took its place.';

interface Queue {
  readonly running: number;
  /** Oldest first. */
  readonly waiting: readonly ({ id: string } & ConcurrencyPolicy)[];
}

/** Takes the pipeline's turn: whoever counts places and gives them away holds this lock until the transaction ends. */
export async function lockQueue(sql: Sql, pipelineId: string, except = ''): Promise<Queue> {
  await sql.query(
    'engine.queueLock',
    `select pg_advisory_xact_lock(hashtextextended('pipeline:' || $1, 7007))::text`,
    [pipelineId],
  );
  const rows = await sql.query(
    'engine.queue',
    `select "id", "status", "limitConcurrent", "maxConcurrentExecutions", "keepWaitingPipelines" from "Execution"
     where "pipelineConfigId" = $1 and "id" <> $2
       and ("status" = 'RUNNING' or ("status" = 'NOT_STARTED' and not "admitted" and not "canceled"))
     order by "id"`,
    [pipelineId, except],
  );
  return {
    running: rows.filter((row) => row.status === 'RUNNING').length,
    waiting: rows
      .filter((row) => row.status === 'NOT_STARTED')
      .map((row) => ({
        id: String(row.id),
        limitConcurrent: row.limitConcurrent === true,
        maxConcurrentExecutions: Number(row.maxConcurrentExecutions),
        keepWaitingPipelines: row.keepWaitingPipelines === true,
      })),
  };
}

/** Gives free places of a pipeline to runs that wait for one. */
export async function admitWaiting(engine: Pick<Engine, 'pool'>, pipelineId: string): Promise<void> {
  await inTransaction(engine, async (sql) => {
    const { running, waiting } = await lockQueue(sql, pipelineId);
    const newest = waiting.at(-1);
    if (!newest) return;
    const ids = waiting.map((run) => run.id);
    const { start, cancel } = chooseFromQueue(newest, running, ids);
    for (const id of start) await changeRun(sql, id, () => ({ fact: { kind: 'admit' } }));
    for (const id of cancel) {
      await changeRun(sql, id, () => ({ fact: { kind: 'cancel', by: 'foredeck', reason: superseded } }));
    }
  });
}
