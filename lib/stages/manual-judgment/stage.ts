import { failed, running, type StageRun, succeeded, type TaskResult } from '#lib/engine/contract.ts';
import { defineStage } from '../define-stage.ts';
import { wouldDo } from '../preview.ts';
import type { Services } from '../services.ts';
import { ManualJudgmentContext, manualJudgmentDescription } from './schema.ts';
import { subjectHash } from './subject-hash.ts';
import { judgeRoles, mayJudge } from './who-may-judge.ts';

type Needs = Pick<Services, 'roles'>;

const hourMs = 3_600_000;

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
    const hash = await subjectHash(run);
    // What was approved is not what would be deployed any more: everybody is asked again.
    if (hash !== context.subjectHash) {
      const removed = ['judgmentStatus', 'judgmentInput', 'votes', 'lastModifiedBy'];
      return { ...running({ afterMs: hourMs, context: { subjectHash: hash } }), removed };
    }
  }
  const outputs = context.judgmentInput ? { judgmentInput: context.judgmentInput } : {};
  if (status === 'stop') {
    return failed(`${judge} stopped the pipeline here.`, { outputs, exceptionType: 'ManualJudgment' });
  }
  return succeeded({ outputs, ...(context.propagateAuthenticationContext ? { actAs: judge } : {}) });
}

async function waitForJudge(run: StageRun<ManualJudgmentContext, Needs>): Promise<TaskResult> {
  if (run.context.subjectHash !== undefined) return running({ afterMs: hourMs });
  return running({ afterMs: hourMs, context: { subjectHash: await subjectHash(run) } });
}

function onTimeout(): TaskResult {
  return failed('Nobody judged in time: the approval has expired. Restart the stage to ask again.');
}
