import { actorName, type Context } from '#lib/auth/index.ts';
import { type Transaction, withTransaction } from '#lib/platform/database/index.ts';
import { NotFound, Precondition } from '#lib/platform/errors.ts';
import { changeRun } from '../change-run.ts';
import { isActive, type JsonObject } from '../model.ts';
import { loadStageData } from '../persistence/run-store.ts';
import { sqlIn } from '../persistence/sql.ts';
import { contextOf } from '../run/access.ts';
import type { StageState } from '../transition/state.ts';
import { recordRun } from './control.ts';
import { findRun } from './find-run.ts';

export interface StageRef {
  readonly executionId: string;
  readonly stageId: string;
}

/** Something a person tells a stage that is at work. */
export interface StageMessage {
  /** Verb of the audit entry: `execution.<verb>`. */
  readonly verb: string;
  readonly summary?: string;
  /**
   * What to merge into the stage's results, made under the run's lock from what they are now; so of two people who speak
   * at once, the second sees the first. Throws to refuse.
   */
  readonly update: (stage: StageState, context: JsonObject, now: number) => JsonObject;
}

/** Tells a running stage something and lets it look at once, as part of the caller's transaction. Needs EXECUTE. */
export async function tellStage(
  ctx: Context,
  tx: Transaction,
  { executionId, stageId }: StageRef,
  message: StageMessage,
): Promise<void> {
  const run = await findRun(tx, ctx, executionId, 'EXECUTE');
  const sql = sqlIn(tx);
  let now = 0;
  const step = await changeRun(sql, executionId, (state, databaseNow) => {
    now = databaseNow;
    const stage = state.stages.find((other) => other.id === stageId);
    if (!stage) throw new NotFound(`Execution ${executionId} has no stage ${stageId}.`);
    if (!isActive(stage.status)) {
      throw new Precondition(`Stage "${stage.name}" is ${stage.status} and does not listen any more.`);
    }
    return { fact: { kind: 'poke', stageId } };
  });
  const stage = step?.state.stages.find((other) => other.id === stageId);
  if (!stage || step?.isRefused) throw new Precondition('The stage does not listen now.');
  // The lock taken above is held until the transaction ends, so this reads and writes in turn.
  const data = (await loadStageData(sql, executionId, [stageId])).get(stageId);
  const context = message.update(stage, data ? contextOf(data) : {}, now);
  await tx.$executeRaw`
    update "StageData" set "context" = "context" || ${JSON.stringify(context)}::jsonb where "stageId" = ${stageId}`;
  await recordRun(tx, ctx, message.verb, run, message.summary);
}

/** Merges into a running stage's context: how a wait or a window is cut short (`skipRemainingWait: true`). Needs EXECUTE. */
export async function patchStage(
  ctx: Context,
  input: StageRef & { readonly context: JsonObject },
): Promise<void> {
  const by = { lastModifiedBy: actorName(ctx.actor) };
  const update = () => ({ ...input.context, ...by });
  const summary = Object.keys(input.context).join(', ');
  await withTransaction((tx) => tellStage(ctx, tx, input, { verb: 'patch-stage', summary, update }));
}
