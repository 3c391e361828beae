import { findApplication } from '#lib/applications/index.ts';
import { record } from '#lib/audit/index.ts';
import { actorName, type Context } from '#lib/auth/index.ts';
import { publish } from '#lib/events/index.ts';
import type { Transaction } from '#lib/platform/database/index.ts';
import { Unavailable } from '#lib/platform/errors.ts';
import { newId } from '#lib/platform/ids.ts';
import { inSpan } from '#lib/platform/tracing/index.ts';
import { enqueue } from '#lib/queue/index.ts';
import type { JsonObject } from '../model.ts';
import { createRun } from '../persistence/create-run.ts';
import { commitStep } from '../persistence/run-store.ts';
import { type Sql, sqlIn } from '../persistence/sql.ts';
import * as statements from '../persistence/statements.ts';
import { isLimited } from '../transition/admission.ts';
import type { Fact } from '../transition/facts.ts';
import type { ExecutionState } from '../transition/state.ts';
import { transition } from '../transition/transition.ts';

/** A stage as a definition gives it. `PipelineDefinition.stages` of lib/pipelines fits. */
export interface StageBlueprint {
  /** Which kind runs it (an alias already resolved). */
  readonly kind: string;
  readonly name: string;
  readonly refId: string;
  readonly requisiteStageRefIds: readonly string[];
  readonly startTimeExpiry: number | null;
  readonly context: JsonObject;
}

/** All that a run begins with. */
export interface StartExecution {
  readonly type?: 'PIPELINE' | 'ORCHESTRATION';
  readonly application: string;
  readonly name: string;
  readonly pipelineConfigId: string | null;
  readonly stages: readonly StageBlueprint[];
  /** The whole document, kept as the run's own copy. */
  readonly definition: JsonObject;
  /** Spinnaker's trigger object: type, user, parameters, artifacts ... */
  readonly trigger: JsonObject;
  /** A repeated start with the same id finds the first run. */
  readonly correlationId?: string | null;
  readonly parent?: { readonly executionId: string; readonly stageId: string; readonly rootId: string };
  readonly limitConcurrent?: boolean;
  readonly maxConcurrentExecutions?: number;
  readonly keepWaitingPipelines?: boolean;
  /** Smaller goes ahead: a rollback is -10, ordinary work 0. */
  readonly priority?: number;
  readonly isDryRun?: boolean;
  /** Epoch ms after which it must not begin any more. */
  readonly startTimeExpiry?: number | null;
  /** Why it cannot begin: the run is kept as failed with this reason, and nothing of it runs (reference 3.3). */
  readonly startFailure?: string;
  readonly origin?: string;
  readonly allowedAccounts?: readonly string[];
  /** templateVariables, notifications, spelEvaluator, source ... */
  readonly extra?: JsonObject;
}

export interface StartedExecution {
  readonly executionId: string;
  /** False: a run with this correlation id was there already, and nothing was started. */
  readonly isNew: boolean;
}

/** Starts a run, or puts it in its pipeline's waiting queue, or keeps it as one that could not begin. Needs EXECUTE on the application. */
export async function startExecution(
  ctx: Context,
  tx: Transaction,
  input: StartExecution,
): Promise<StartedExecution> {
  const facts = { 'foredeck.application': input.application, 'foredeck.pipeline.id': input.pipelineConfigId };
  return await inSpan({ name: 'execution.start', facts }, async (span) => {
    const started = await begin(ctx, tx, input);
    span.set({ 'foredeck.execution.id': started.executionId, 'foredeck.execution.is_new': started.isNew });
    return started;
  });
}

async function begin(ctx: Context, tx: Transaction, input: StartExecution): Promise<StartedExecution> {
  await findApplication(ctx, input.application, 'EXECUTE', tx);
  const sql = sqlIn(tx);
  const executionId = newId();
  const { startFailure } = input;
  const isWaiting =
    startFailure === undefined &&
    input.pipelineConfigId !== null &&
    isLimited({ limitConcurrent: false, maxConcurrentExecutions: 0, ...input });
  const made = await createRun(
    sql,
    { id: executionId, user: starterOf(ctx, input), admitted: !isWaiting },
    input,
  );
  if (!made) return { executionId: await runOf(sql, input), isNew: false };
  if (isWaiting) await queueUp(tx, made.execution);
  else {
    const state = { execution: made.execution, stages: made.stages };
    const fact: Fact | undefined =
      startFailure === undefined ? undefined : { kind: 'failStart', reason: startFailure };
    await commitStep(sql, state, { step: transition(state, made.now, fact) }, { isInTransaction: true });
  }
  await record(tx, ctx, {
    action: startFailure === undefined ? 'execution.start' : 'execution.start-failed',
    application: input.application,
    subject: `execution ${executionId}`,
    summary: startFailure === undefined ? input.name : `${input.name}: ${startFailure}`,
    after: { pipeline: input.pipelineConfigId, trigger: input.trigger },
  });
  const scope = input.pipelineConfigId ?? `application/${made.execution.application}`;
  await sql.query('engine.takeNumber', statements.takeNumber, [executionId, scope]);
  return { executionId, isNew: true };
}

/** In whose name it runs. */
const starterOf = (ctx: Context, { trigger }: StartExecution): string =>
  typeof trigger.user === 'string' ? trigger.user : actorName(ctx.actor);

/** Places are counted by a job, in turn: a burst of starts does not wait for each other. */
async function queueUp(
  tx: Transaction,
  { id, application, pipelineConfigId }: ExecutionState,
): Promise<void> {
  const pipelineId = pipelineConfigId ?? '';
  await publish(tx, {
    kind: 'execution.changed',
    application,
    executionId: id,
    pipelineId,
    status: 'NOT_STARTED',
  });
  await enqueue(tx, 'engine.admit', { pipelineId }, { jobKey: `admit:${pipelineId}` });
}

async function runOf(sql: Sql, input: StartExecution): Promise<string> {
  const text = `select "id" from "Execution" where "type" = $1 and "correlationId" = $2`;
  const [row] = await sql.query('engine.correlated', text, [input.type ?? 'PIPELINE', input.correlationId]);
  if (!row)
    throw new Unavailable('A run with this correlation id is just being started or deleted. Try again.');
  return String(row.id);
}
