import { sendNews } from '#lib/notifications/index.ts';
import { config } from '#lib/platform/config.ts';
import type { NotificationService } from '#lib/stages/services.ts';

/** Sends news of stages, with the address of the run in the console. */
export function notificationService(): NotificationService {
  return {
    send(key, settings, news) {
      const link = `${config().url}/applications/${encodeURIComponent(news.application)}/executions/${news.executionId}`;
      return sendNews(key, settings, { ...news, link });
    },
  };
}
