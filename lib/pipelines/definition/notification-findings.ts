import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { channelFault } from '#lib/notifications/model.ts';
import type { StageDefinition } from './parse-pipeline.ts';
import type { Finding } from './validate-pipeline.ts';

/** Which of those named would not be told, and why. An address that holds an expression shows only in a run. */
export function notificationFindings(
  notifications: readonly JsonObject[],
  stages: readonly StageDefinition[],
): Finding[] {
  return [
    ...faults(notifications, 'notifications'),
    ...stages.flatMap((stage, index) => {
      const { notifications: own, sendNotifications } = stage.context;
      if (!Array.isArray(own) || (sendNotifications !== true && stage.kind !== 'manualJudgment')) return [];
      return faults(own, `stages.${index}.notifications`).map((finding) => ({
        ...finding,
        refId: stage.refId,
      }));
    }),
  ];
}

function faults(list: readonly unknown[], path: string): Finding[] {
  return list.flatMap((setting, index): Finding[] => {
    if (!isObject(setting) || typeof setting.type !== 'string') return [];
    const address = typeof setting.address === 'string' ? setting.address : '';
    if (address.includes('${')) return [];
    const fault = channelFault({ type: setting.type, address });
    if (!fault) return [];
    return [
      {
        level: 'warning',
        path: `${path}.${index}.${fault.field}`,
        message: `This notification is kept and not sent. ${fault.message}`,
      },
    ];
  });
}
