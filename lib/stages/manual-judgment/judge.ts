import { actorName, type Context } from '#lib/auth/index.ts';
import { findRun, tellStage } from '#lib/engine/index.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { withTransaction } from '#lib/platform/database/index.ts';
import { Conflict, Forbidden, Invalid, Precondition } from '#lib/platform/errors.ts';
import { judgeRoles, mayJudge, verdict } from './model.ts';
import { type Judgment, ManualJudgmentContext } from './schema.ts';

/**
 * Records what one person says about a waiting judgment. The last vote that is needed decides; of two that come at once
 * the second finds the decision made. Needs EXECUTE, and one of the stage's roles where it names some.
 */
export async function judgeStage(
  ctx: Context,
  input: { readonly executionId: string; readonly stageId: string } & Judgment,
): Promise<void> {
  await withTransaction(async (tx) => {
    const run = await findRun(tx, ctx, input.executionId, 'EXECUTE');
    const body = await tx.executionBody.findUnique({
      where: { executionId: run.id },
      select: { definition: true },
    });
    const definition = isObject(body?.definition) ? body.definition : {};
    const summary = `${input.decision}${input.comment ? `: ${input.comment}` : ''}`;
    await tellStage(ctx, tx, input, {
      verb: 'judge',
      summary,
      update: (stage, raw, now) => {
        if (stage.type !== 'manualJudgment')
          throw new Precondition(`Stage "${stage.name}" is not a manual judgment.`);
        const authors = [run.user, definition.lastModifiedBy].filter((name) => typeof name === 'string');
        return cast(ctx, ManualJudgmentContext.parse(raw), input, authors, now);
      },
    });
  });
}

function cast(
  ctx: Context,
  context: ManualJudgmentContext,
  input: Judgment,
  authors: readonly string[],
  now: number,
): JsonObject {
  const user = actorName(ctx.actor);
  if (context.judgmentStatus)
    throw new Conflict(`This was decided already, by ${context.lastModifiedBy ?? 'somebody else'}.`);
  requireJudge(ctx, context);
  if (input.decision === 'continue' && context.excludeAuthor && authors.includes(user)) {
    throw new Forbidden('You started this run or changed its pipeline last: somebody else must approve it.');
  }
  if (
    input.subjectHash !== undefined &&
    context.subjectHash !== undefined &&
    input.subjectHash !== context.subjectHash
  ) {
    throw new Conflict('What would be deployed has changed since you looked: look again, then decide.');
  }
  if (context.votes.some((vote) => vote.user === user)) throw new Conflict('You have voted on this already.');
  requireInput(context, input);
  const vote = {
    user,
    decision: input.decision,
    at: now,
    ...(input.input === undefined ? {} : { input: input.input }),
    ...(input.comment === undefined ? {} : { comment: input.comment }),
    ...((input.subjectHash ?? context.subjectHash)
      ? { subjectHash: input.subjectHash ?? context.subjectHash }
      : {}),
  };
  const votes = [...context.votes, vote];
  const decided = verdict({ ...context, votes });
  return {
    votes,
    ...(input.input === undefined ? {} : { judgmentInput: input.input }),
    ...(decided ? { judgmentStatus: decided, lastModifiedBy: user } : {}),
  };
}

function requireJudge(ctx: Context, context: ManualJudgmentContext): void {
  if (ctx.actor.kind !== 'user') return;
  const needed = judgeRoles(context);
  if (mayJudge(needed, { roles: ctx.actor.teams, isAdmin: ctx.actor.admin })) return;
  throw new Forbidden(`Only ${needed.join(', ')} may judge here.`);
}

function requireInput(context: ManualJudgmentContext, input: Judgment): void {
  const options = (context.judgmentInputs ?? []).map((option) => option.value);
  if (input.decision === 'stop' || options.length === 0) return;
  if (input.input !== undefined && options.includes(input.input)) return;
  throw new Invalid('Choose one of the options.', {
    faults: [{ field: 'input', message: `Choose one of: ${options.join(', ')}.` }],
  });
}
