import { channelFault, isChat } from './model.ts';
import type { NotificationSetting } from './schema.ts';

/** What is told about, apart from the channel. */
export interface News {
  readonly event: string;
  readonly application: string;
  readonly executionId: string;
  readonly executionName: string;
  readonly stageId?: string | undefined;
  /** One sentence. */
  readonly headline: string;
  /** Further members for programs (reference section 7.2, `additionalContext`). */
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * What is sent for a setting, or why nothing can be.
 *
 * @param link where people can see it
 */
export function compose(
  setting: NotificationSetting,
  news: News,
  link: string,
): { readonly address: string; readonly body: Record<string, unknown> } | { readonly fault: string } {
  const address = (setting.address ?? '').trim();
  const fault = channelFault(setting);
  if (fault) return { fault: fault.message };
  const words = setting.message?.[news.event]?.text;
  if (isChat(setting.type)) {
    return { address, body: { text: [news.headline, words, link].filter(Boolean).join('\n') } };
  }
  return {
    address,
    body: {
      notificationType: setting.type,
      to: [address],
      cc: setting.cc ? [setting.cc] : [],
      templateGroup: news.event,
      severity: 'HIGH',
      source: { executionType: 'pipeline', executionId: news.executionId, application: news.application },
      additionalContext: {
        ...news.details,
        message: words ?? '',
        headline: news.headline,
        link,
        execution: { id: news.executionId, name: news.executionName, application: news.application },
      },
    },
  };
}
