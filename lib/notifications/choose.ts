import { NotificationSetting } from './schema.ts';

/** Events of a manual judgment (reference section 7.2). */
export type JudgmentEvent = 'manualJudgment' | 'manualJudgmentContinue' | 'manualJudgmentStop';

/**
 * The settings that an event is for. Older documents name no events and mean the wait for a judgment; that somebody
 * decided is told only where the stage sends notifications.
 */
export function chooseSettings(
  settings: unknown,
  event: JudgmentEvent,
  sendsNotifications: boolean,
): NotificationSetting[] {
  if (event !== 'manualJudgment' && !sendsNotifications) return [];
  return (Array.isArray(settings) ? settings : []).flatMap((raw: unknown) => {
    const { data } = NotificationSetting.safeParse(raw);
    if (!data) return [];
    const events = data.when ?? [];
    return events.includes(event) || (events.length === 0 && event === 'manualJudgment') ? [data] : [];
  });
}
