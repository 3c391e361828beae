import { actorName, type Context } from '#lib/auth/index.ts';
import { type Transaction, withTransaction } from '#lib/platform/database/index.ts';
import { NotFound, Precondition } from '#lib/platform/errors.ts';
import { hasToQueue } from '../admit.ts';
import { changeRun } from '../change-run.ts';
import type { StageType } from '../contract.ts';
import { isComplete, isObject, type JsonObject } from '../model.ts';
import { loadStageData } from '../persistence/run-store.ts';
import { sqlIn } from '../persistence/sql.ts';
import type { StageData } from '../run/access.ts';
import { downstreamOf, hasFailedToStart, topLevelStageOf } from '../transition/restart.ts';
import type { RunState, StageState } from '../transition/state.ts';
import { recordRun } from './control.ts';
import { findRun } from './find-run.ts';

/** What a restart wants of the stage kinds: what they keep. */
export interface KindFinder {
  readonly find: (type: string) => Pick<StageType, 'keepOnRestart'> | undefined;
}

export interface RestartStage {
  readonly executionId: string;
  readonly stageId: string;
  /** Why; kept with the stage and in the audit trail. */
  readonly reason?: string;
  /** Instead of running again: leave the stage out, or count its failure as ignored, and go on behind it. */
  readonly settleAs?: 'SKIPPED' | 'FAILED_CONTINUE';
}

/**
 * Runs a stage and everything downstream of it again (or settles it and goes on). Acts on the top-level stage; a pipeline
 * that waited for this run waits for it once more. Needs EXECUTE.
 */
export async function restartStage(ctx: Context, engine: KindFinder, input: RestartStage): Promise<void> {
  await withTransaction(async (tx) => {
    const run = await findRun(tx, ctx, input.executionId, 'EXECUTE');
    await restartIn(tx, ctx, engine, input);
    const verb = input.settleAs === 'SKIPPED' ? 'skip-failed' : input.settleAs ? 'ignore-failure' : 'restart';
    await recordRun(tx, ctx, verb, run, input.reason);
    await restartParent(tx, ctx, engine, run);
  });
}

async function restartIn(
  tx: Transaction,
  ctx: Context,
  engine: KindFinder,
  input: RestartStage,
  keepChild = false,
): Promise<void> {
  const sql = sqlIn(tx);
  const row = await tx.execution.findUniqueOrThrow({ where: { id: input.executionId } });
  const mustWait = isComplete(asStatus(row.status)) && (await hasToQueue(sql, row));
  const data = await loadStageData(sql, input.executionId);
  const step = await changeRun(sql, input.executionId, (state, now) => {
    const top = topLevelStageOf(state, input.stageId);
    if (!top) throw new NotFound(`Execution ${input.executionId} has no stage ${input.stageId}.`);
    if (hasFailedToStart(state.execution))
      throw new Precondition(
        'The run failed before it could begin: mend its cause, then start the pipeline again.',
      );
    const resets = resetsOf(state, top, data, engine, { ctx, input, now, keepChild });
    return {
      fact: {
        kind: 'restart',
        stageId: top.id,
        ...(input.settleAs ? { settleAs: input.settleAs } : {}),
        mustQueue: mustWait,
      },
      along: { resets },
    };
  });
  if (!step || step.isRefused) {
    throw new Precondition(
      'The stage, or one behind it, is still at work: cancel the run or wait for its end, then try again.',
    );
  }
}

const asStatus = (status: string) => status as RunState['execution']['status'];

/** What the stages to be run again remember: how they were restarted, and what their kind wants to keep. */
export function resetsOf(
  state: RunState,
  top: StageState,
  data: ReadonlyMap<string, StageData>,
  engine: KindFinder,
  how: { ctx: Context; input: RestartStage; now: number; keepChild: boolean },
): Map<string, JsonObject> {
  const resets = new Map<string, JsonObject>();
  for (const stage of downstreamOf(
    state.stages.filter((other) => other.parentId === null),
    top.id,
  )) {
    const results = data.get(stage.id)?.context ?? {};
    const kept = engine.find(stage.type)?.keepOnRestart?.(results) ?? {};
    if (stage.id !== top.id) {
      resets.set(stage.id, kept);
      continue;
    }
    const child = how.keepChild ? childOf(results) : {};
    const settled = how.input.settleAs ? { ...results, settledAs: how.input.settleAs } : kept;
    resets.set(stage.id, { ...settled, ...child, restartDetails: detailsOf(results, how) });
  }
  return resets;
}

function detailsOf(
  results: JsonObject,
  { ctx, input, now }: { ctx: Context; input: RestartStage; now: number },
): JsonObject {
  return {
    restartedBy: actorName(ctx.actor),
    restartTime: now,
    ...(input.reason ? { reason: input.reason } : {}),
    ...(results.exception === undefined ? {} : { previousException: results.exception }),
  };
}

/** A stage that waits for a child pipeline keeps it when the child was restarted, instead of starting another. */
const childOf = (results: JsonObject): JsonObject =>
  typeof results.executionId === 'string'
    ? { executionId: results.executionId, executionName: results.executionName }
    : {};

async function restartParent(
  tx: Transaction,
  ctx: Context,
  engine: KindFinder,
  run: { parentExecutionId: string | null; parentStageId: string | null },
): Promise<void> {
  if (!run.parentExecutionId || !run.parentStageId) return;
  const stage = await tx.stageExecution.findUnique({
    where: { id: run.parentStageId },
    include: { execution: true, data: true },
  });
  if (!stage || !isComplete(asStatus(stage.status)) || !isComplete(asStatus(stage.execution.status))) return;
  // A stage that did not wait for its child has nothing to wait for now.
  if (isObject(stage.data?.config) && stage.data.config.waitForCompletion === false) return;
  const reason = 'A pipeline it had started was restarted.';
  const ref = { executionId: run.parentExecutionId, stageId: run.parentStageId, reason };
  await restartIn(tx, ctx, engine, ref, true);
  await restartParent(tx, ctx, engine, stage.execution);
}
