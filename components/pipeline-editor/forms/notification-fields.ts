import type { Field, Option } from '#lib/stages/fields.ts';

const CHANNELS = [
  ['slack', 'Slack', 'Incoming webhook address'],
  ['microsoftteams', 'Microsoft Teams', 'Incoming webhook address'],
  ['googlechat', 'Google Chat', 'Incoming webhook address'],
  ['webhook', 'Any program, as JSON', 'Address'],
  ['cdevents', 'CDEvents', 'Broker address'],
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
    ([type, , label]): Field => ({
      name: 'address',
      label,
      kind: 'text',
      required: true,
      placeholder: 'https://',
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
      options: CHANNELS.map(([value, label]) => ({ value, label })),
    },
    ...addresses,
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
