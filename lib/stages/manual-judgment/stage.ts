import { failed, running, type StageRun, succeeded, type TaskResult } from '#lib/engine/contract.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import { defineStage } from '../define-stage.ts';
import { wouldDo } from '../preview.ts';
import type { Services } from '../services.ts';
import { judgeRoles, mayJudge } from './model.ts';
import { notify } from './notify.ts';
import { ManualJudgmentContext, manualJudgmentDescription } from './schema.ts';
import { subjectOf } from './subject.ts';

type Needs = Pick<Services, 'roles' | 'notifications' | 'artifacts'>;

const hourMs = 3_600_000;
/** A reminder more often than that is noise. */
const MIN_REMINDER_MS = 60_000;

/** Reference sections 2.5 and 3.8. A judgment wakes the stage, so it looks by itself only now and then. */
export const manualJudgment = defineStage<ManualJudgmentContext, Needs>({
  description: manualJudgmentDescription,
  context: ManualJudgmentContext,
  keepOnRestart: () => ({}),
  tasks: {
    waitForJudgment: { run: judgeNow, timeoutMs: 72 * hourMs, isTimeoutOverridable: true, onTimeout },
  },
  // A dry run asks nobody.
  preview: ({ context }) => {
    const roles = judgeRoles(context);
    const whom = roles.length > 0 ? roles.join(' or ') : 'whoever may execute pipelines of the application';
    const count = context.requiredApprovals;
    return wouldDo(`Would ask ${whom} for ${count === 1 ? 'an approval' : `${count} approvals`}.`);
  },
});

async function judgeNow(run: StageRun<ManualJudgmentContext, Needs>): Promise<TaskResult> {
  const { context } = run;
  const status = (context.judgmentStatus ?? '').toLowerCase();
  if (status !== 'continue' && status !== 'stop') return await waitForJudge(run);
  const judge = context.lastModifiedBy ?? run.actor.user;
  const needed = judgeRoles(context);
  // Spinnaker's PATCH sets the status without asking who may: such a judgment is cleared again.
  if (needed.length > 0 && !mayJudge(needed, await run.services.roles.rolesOf(judge))) {
    return { ...running({ afterMs: hourMs }), removed: ['judgmentStatus', 'judgmentInput'] };
  }
  if (status === 'continue' && context.subjectHash !== undefined) {
    const subject = await subjectOf(run);
    // What was approved is not what would be deployed any more: everybody is asked again.
    if (subject.subjectHash !== context.subjectHash) {
      const removed = ['judgmentStatus', 'judgmentInput', 'votes', 'lastModifiedBy'];
      return { ...running({ afterMs: hourMs, context: { ...subject } }), removed };
    }
  }
  await notify(run, status === 'stop' ? 'manualJudgmentStop' : 'manualJudgmentContinue');
  const outputs = context.judgmentInput ? { judgmentInput: context.judgmentInput } : {};
  if (status === 'stop') {
    return failed(`${judge} stopped the pipeline here.`, { outputs, exceptionType: 'ManualJudgment' });
  }
  return succeeded({ outputs, ...(context.propagateAuthenticationContext ? { actAs: judge } : {}) });
}

async function waitForJudge(run: StageRun<ManualJudgmentContext, Needs>): Promise<TaskResult> {
  const { context, now } = run;
  const every = context.notifyEveryMs ? Math.max(context.notifyEveryMs, MIN_REMINDER_MS) : undefined;
  const nextAt =
    context.notifiedAt === undefined ? now : every === undefined ? undefined : context.notifiedAt + every;
  const told: JsonObject = {};
  if (nextAt !== undefined && nextAt <= now) {
    const times = context.notifiedTimes ?? 0;
    await notify(run, 'manualJudgment', times);
    Object.assign(told, { notifiedAt: now, notifiedTimes: times + 1 });
  }
  if (context.subjectHash === undefined) Object.assign(told, await subjectOf(run));
  return running({ afterMs: Math.min(hourMs, every ?? hourMs), context: told });
}

function onTimeout(): TaskResult {
  return failed('Nobody judged in time: the approval has expired. Restart the stage to ask again.');
}
