import type { Field, Option } from '#lib/stages/fields.ts';

const CHANNELS = [
  ['slack', 'Slack', 'Channel', '#releases'],
  ['email', 'Email', 'Address', 'team@example.com'],
  ['microsoftteams', 'Microsoft Teams', 'Webhook address', 'https://'],
  ['googlechat', 'Google Chat', 'Webhook address', 'https://'],
  ['sms', 'Text message', 'Number', '+1 555 0100'],
  ['cdevents', 'CDEvents', 'Broker address', 'https://'],
] as const;

const OTHERS = [
  ['pubsub', 'Pub/Sub'],
  ['githubStatus', 'GitHub commit status'],
  ['pagerduty', 'PagerDuty'],
] as const;

const PIPELINE_MOMENTS: readonly Option[] = [
  { value: 'pipeline.starting', label: 'The pipeline starts' },
  { value: 'pipeline.complete', label: 'The pipeline succeeds' },
  { value: 'pipeline.failed', label: 'The pipeline fails' },
];

const STAGE_MOMENTS: readonly Option[] = [
  { value: 'stage.starting', label: 'The stage starts' },
  { value: 'stage.complete', label: 'The stage succeeds' },
  { value: 'stage.failed', label: 'The stage fails' },
];

const JUDGMENT_MOMENTS: readonly Option[] = [
  { value: 'manualJudgment', label: 'An approval is needed' },
  { value: 'manualJudgmentContinue', label: 'It was approved' },
  { value: 'manualJudgmentStop', label: 'It was rejected' },
];

/** What a notification speaks of. */
export type NotificationLevel = 'pipeline' | 'stage' | 'manualJudgment';

/** The form of one notification. */
export function notificationFields(level: NotificationLevel): Field[] {
  const addresses = CHANNELS.map(
    ([type, , label, placeholder]): Field => ({
      name: 'address',
      label,
      kind: 'text',
      required: true,
      placeholder,
      showWhen: [{ field: 'type', in: [type] }],
    }),
  );
  return [
    {
      name: 'type',
      label: 'Channel',
      kind: 'select',
      required: true,
      default: 'slack',
      options: [...CHANNELS, ...OTHERS].map(([value, label]) => ({ value, label })),
    },
    ...addresses,
    { name: 'cc', label: 'Copy to', kind: 'text', showWhen: [{ field: 'type', in: ['email'] }] },
    {
      name: 'publisherName',
      label: 'Publisher',
      kind: 'text',
      required: true,
      showWhen: [{ field: 'type', in: ['pubsub'] }],
    },
    {
      name: 'when',
      label: 'When',
      kind: 'select',
      isMultiple: true,
      required: true,
      options: momentsOf(level),
    },
    {
      name: 'message',
      label: 'Messages',
      kind: 'yaml',
      isAdvanced: true,
      help: 'Own words by moment, each as `text`. Expressions are filled in.',
      placeholder: 'pipeline.complete:\n  text: Done',
    },
  ];
}

function momentsOf(level: NotificationLevel): readonly Option[] {
  if (level === 'pipeline') return PIPELINE_MOMENTS;
  return level === 'stage' ? STAGE_MOMENTS : [...JUDGMENT_MOMENTS, ...STAGE_MOMENTS];
}
