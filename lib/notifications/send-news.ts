import { type DomainEvent, publish } from '#lib/events/index.ts';
import { config } from '#lib/platform/config.ts';
import { withTransaction } from '#lib/platform/database/index.ts';
import { newId } from '#lib/platform/ids.ts';
import { enqueue } from '#lib/queue/index.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { compose, type News } from './compose.ts';
import type { NotificationSetting } from './schema.ts';

/**
 * Puts news on their way to every address, each as a record and a job of its own. The same `key` again sends nothing
 * again, so a task may repeat it after a crash. What cannot be sent is recorded with the reason.
 */
export async function sendNews(
  key: string,
  settings: readonly NotificationSetting[],
  news: News,
): Promise<void> {
  const link = `${config().url}/applications/${encodeURIComponent(news.application)}/executions/${news.executionId}`;
  await withTransaction(async (tx) => {
    let written = 0;
    for (const [index, setting] of settings.entries()) {
      const message = compose(setting, news, link);
      const fault = 'fault' in message ? message.fault : null;
      const id = newId();
      const { count } = await tx.notificationDelivery.createMany({
        data: [
          {
            id,
            key: `${key}:${index}`,
            application: news.application,
            executionId: news.executionId,
            stageId: news.stageId ?? null,
            event: news.event,
            type: setting.type,
            address: 'address' in message ? message.address : (setting.address ?? ''),
            status: fault === null ? 'waiting' : 'failed',
            error: fault,
            // It was made of JSON: settings of a pipeline and facts of a run.
            payload: ('body' in message ? message.body : {}) as Prisma.InputJsonObject,
          },
        ],
        skipDuplicates: true,
      });
      written += count;
      if (count === 1 && fault === null) await enqueue(tx, 'notifications.deliver', { deliveryId: id });
    }
    if (written > 0) await publish(tx, changeOf(news));
  });
}

/** What screens that show the messages of a run are told. */
export function changeOf({
  application,
  executionId,
}: Pick<News, 'application' | 'executionId'>): DomainEvent {
  return { kind: 'notification.changed', application, executionId };
}
