import { record } from '#lib/audit/index.ts';
import { actorName, type Context } from '#lib/auth/index.ts';
import { type Transaction, withTransaction } from '#lib/platform/database/index.ts';
import { Precondition } from '#lib/platform/errors.ts';
import { changeRun } from '../change-run.ts';
import { sqlIn } from '../persistence/sql.ts';
import type { Fact } from '../transition/facts.ts';
import { findRun } from './find-run.ts';

export interface ExecutionRef {
  readonly executionId: string;
}

/** Cancels a run: what is under way is stopped, nothing new begins. Needs EXECUTE. */
export async function cancelExecution(
  ctx: Context,
  {
    executionId,
    reason,
    by,
  }: ExecutionRef & { reason?: string /** When a program cancels for somebody. */; by?: string },
): Promise<void> {
  const fact: Fact = { kind: 'cancel', by: by ?? actorName(ctx.actor), reason: reason?.trim() || null };
  await control(ctx, executionId, fact, 'cancel', 'It has ended already, or is being canceled.', reason);
}

/** Lets the tasks under way end and starts nothing more until it is resumed. Needs EXECUTE. */
export async function pauseExecution(ctx: Context, { executionId }: ExecutionRef): Promise<void> {
  const fact: Fact = { kind: 'pause', by: actorName(ctx.actor) };
  await control(ctx, executionId, fact, 'pause', 'Only a running execution can be paused.');
}

/** Goes on with a paused run. Needs EXECUTE. */
export async function resumeExecution(ctx: Context, { executionId }: ExecutionRef): Promise<void> {
  const fact: Fact = { kind: 'resume', by: actorName(ctx.actor) };
  await control(ctx, executionId, fact, 'resume', 'Only a paused execution can be resumed.');
}

async function control(
  ctx: Context,
  executionId: string,
  fact: Fact,
  verb: string,
  refusal: string,
  summary?: string,
): Promise<void> {
  await withTransaction(async (tx) => {
    const before = await findRun(tx, ctx, executionId, 'EXECUTE');
    const step = await changeRun(sqlIn(tx), executionId, () => ({ fact }));
    if (!step || step.isRefused) throw new Precondition(`${refusal} It is ${before.status}.`);
    await recordRun(tx, ctx, verb, before, summary);
  });
}

/** The audit entry of a verb on a run. */
export async function recordRun(
  tx: Transaction,
  ctx: Context,
  verb: string,
  run: { id: string; application: string; name: string; status: string },
  summary?: string,
): Promise<void> {
  await record(tx, ctx, {
    action: `execution.${verb}`,
    application: run.application,
    subject: `execution ${run.id}`,
    summary: summary ? `${run.name}: ${summary}` : run.name,
    before: { status: run.status },
  });
}
