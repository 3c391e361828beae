import { NotificationSetting, type ProgressEvent } from './schema.ts';

/** Events of a manual judgment (reference section 7.2). */
export type JudgmentEvent = 'manualJudgment' | 'manualJudgmentContinue' | 'manualJudgmentStop';

/**
 * The settings that an event of a judgment is for. Older documents name no events and mean the wait for a judgment; that
 * somebody decided is told only where the stage sends notifications.
 */
export function chooseSettings(
  settings: unknown,
  event: JudgmentEvent,
  sendsNotifications: boolean,
): NotificationSetting[] {
  if (event !== 'manualJudgment' && !sendsNotifications) return [];
  return read(settings).filter(({ when }) => {
    const events = when ?? [];
    return events.includes(event) || (events.length === 0 && event === 'manualJudgment');
  });
}

/** The settings that name the event. */
export function settingsFor(settings: unknown, event: ProgressEvent): NotificationSetting[] {
  return read(settings).filter(({ when }) => when?.includes(event) === true);
}

function read(settings: unknown): NotificationSetting[] {
  return (Array.isArray(settings) ? settings : []).flatMap(
    (raw: unknown) => NotificationSetting.safeParse(raw).data ?? [],
  );
}
