'use client';

import type { Field } from '#lib/stages/fields.ts';
import { isObject, type JsonObject } from '../document.ts';
import { FieldForm } from '../fields/field-form.tsx';
import type { FormScope } from '../fields/form-scope.ts';
import type { EditorStage } from '../stage-graph.ts';
import { type NotificationLevel, notificationFields } from './notification-fields.ts';

interface NotificationsTabProps {
  entry: EditorStage;
  scope: FormScope;
  onChange(stage: JsonObject, field: string): void;
}

/** Who is told about this stage, and when. */
export function NotificationsTab({ entry, scope, onChange }: NotificationsTabProps) {
  const level: NotificationLevel = entry.type === 'manualJudgment' ? 'manualJudgment' : 'stage';
  const fields: Field[] = [
    {
      name: 'sendNotifications',
      label: 'Send notifications of this stage',
      kind: 'boolean',
      default: false,
    },
    {
      name: 'notifications',
      label: 'Notifications',
      kind: 'list',
      itemLabel: 'Notification',
      item: notificationFields(level),
      showWhen: [{ field: 'sendNotifications', in: [true] }],
    },
  ];
  return (
    <FieldForm
      fields={fields}
      root={entry.stage}
      onChange={(stage, field) => onChange(withLevel(stage, entry.stage, 'stage'), field)}
      scope={scope}
    />
  );
}

/** Marks notifications that were just added with their level, and leaves stored ones as they are. */
export function withLevel(after: JsonObject, before: JsonObject, level: 'pipeline' | 'stage'): JsonObject {
  const { notifications } = after;
  if (!Array.isArray(notifications) || notifications === before.notifications) return after;
  const stored = Array.isArray(before.notifications) ? before.notifications.length : 0;
  if (notifications.length <= stored) return after;
  const marked = notifications.map((entry, index) =>
    index >= stored && isObject(entry) && entry.level === undefined ? { ...entry, level } : entry,
  );
  return { ...after, notifications: marked };
}
