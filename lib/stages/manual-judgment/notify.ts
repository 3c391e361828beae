import type { StageRun } from '#lib/engine/contract.ts';
import { chooseSettings, type JudgmentEvent } from '#lib/notifications/index.ts';
import type { Services } from '../services.ts';
import type { ManualJudgmentContext } from './schema.ts';

type Run = StageRun<ManualJudgmentContext, Pick<Services, 'notifications'>>;

const headlines: Record<JudgmentEvent, (run: Run) => string> = {
  manualJudgment: ({ stage, execution }) => `${execution.name}: "${stage.name}" waits for a judgment.`,
  manualJudgmentContinue: ({ stage, execution, context }) =>
    `${execution.name}: ${context.lastModifiedBy ?? 'somebody'} approved "${stage.name}".`,
  manualJudgmentStop: ({ stage, execution, context }) =>
    `${execution.name}: ${context.lastModifiedBy ?? 'somebody'} stopped it at "${stage.name}".`,
};

/**
 * Tells about a judgment (reference section 7.2), once for each event; `round` counts the reminders that
 * `notifyEveryMs` asks for.
 */
export async function notify(run: Run, event: JudgmentEvent, round = 0): Promise<void> {
  const { context, execution, stage } = run;
  const settings = chooseSettings(context.notifications, event, context.sendNotifications === true);
  if (settings.length === 0) return;
  await run.services.notifications.send(run.key(`${event}-${round}`), settings, {
    event,
    application: execution.application,
    executionId: execution.id,
    executionName: execution.name,
    stageId: stage.id,
    headline: headlines[event](run),
    details: {
      stageName: stage.name,
      stageId: stage.refId,
      instructions: context.instructions ?? '',
      judgmentInputs: (context.judgmentInputs ?? []).map((option) => option.value),
      judgmentInput: context.judgmentInput ?? null,
      judgedBy: context.lastModifiedBy ?? null,
    },
  });
}
