import { z } from 'zod';
import type { StageDescription } from '../fields.ts';

export const Vote = z.object({
  user: z.string(),
  decision: z.enum(['continue', 'stop']),
  input: z.string().optional(),
  comment: z.string().optional(),
  /** Epoch ms. */
  at: z.number(),
  /** What was judged: the hash that stood on the judge's screen. */
  subjectHash: z.string().optional(),
});
export type Vote = z.infer<typeof Vote>;

const roles = z.array(z.string()).nullish();

export const ManualJudgmentContext = z.object({
  instructions: z.string().nullish(),
  judgmentInputs: z.array(z.object({ value: z.coerce.string() })).nullish(),
  judgmentStatus: z.string().nullish(),
  judgmentInput: z.string().nullish(),
  lastModifiedBy: z.string().nullish(),
  propagateAuthenticationContext: z.union([z.boolean(), z.stringbool()]).nullish(),
  selectedStageRoles: roles,
  requiredJudgmentRoles: roles,
  /** Beyond Spinnaker: how many people must approve. */
  requiredApprovals: z.coerce.number().int().min(1, 'At least one person must approve.').max(20).default(1),
  /** Beyond Spinnaker: neither who started the run nor who last changed the pipeline may approve. */
  excludeAuthor: z.union([z.boolean(), z.stringbool()]).default(false),
  sendNotifications: z.union([z.boolean(), z.stringbool()]).nullish(),
  notifications: z.array(z.unknown()).nullish(),
  /** Reminds again and again while nobody has judged; 0 or absent: told once. */
  notifyEveryMs: z.coerce.number().min(0).nullish(),
  /** When it was told that the judgment waits, epoch ms, and how often. */
  notifiedAt: z.number().optional(),
  notifiedTimes: z.number().optional(),
  votes: z.array(Vote).default([]),
  /** What is being judged; a vote for another hash does not count. */
  subjectHash: z.string().optional(),
});
export type ManualJudgmentContext = z.infer<typeof ManualJudgmentContext>;

export const manualJudgmentDescription: StageDescription = {
  type: 'manualJudgment',
  label: 'Manual judgment',
  description: 'Asks people whether to go on.',
  group: 'Control',
  icon: 'judgment',
  fields: [
    {
      kind: 'markdown',
      name: 'instructions',
      label: 'Instructions',
      help: 'What to look at before deciding.',
    },
    {
      kind: 'list',
      name: 'judgmentInputs',
      label: 'Options',
      itemLabel: 'Option',
      help: 'The judge chooses one; later stages read it as judgmentInput.',
      default: [],
      item: [{ kind: 'text', name: 'value', label: 'Option', required: true }],
    },
    {
      kind: 'tags',
      name: 'selectedStageRoles',
      label: 'Who may judge',
      help: 'Teams. Empty: everybody who may execute pipelines of the application.',
      default: [],
    },
    { kind: 'number', name: 'requiredApprovals', label: 'Approvals needed', min: 1, max: 20, default: 1 },
    {
      kind: 'boolean',
      name: 'excludeAuthor',
      label: 'The author may not approve',
      help: 'Neither who started the run nor who last changed the pipeline.',
      default: false,
    },
    {
      kind: 'duration',
      name: 'stageTimeoutMs',
      unit: 'ms',
      label: 'Expires after',
      help: 'Without an answer the stage fails. Empty: three days.',
      isAdvanced: true,
    },
    {
      kind: 'boolean',
      name: 'propagateAuthenticationContext',
      label: 'Go on with the approver’s rights',
      default: false,
      isAdvanced: true,
    },
    {
      kind: 'list',
      name: 'notifications',
      label: 'Tell about it',
      itemLabel: 'Address',
      isAdvanced: true,
      item: [
        {
          kind: 'select',
          name: 'type',
          label: 'Channel',
          required: true,
          default: 'webhook',
          options: [
            { value: 'webhook', label: 'Web address (JSON)' },
            { value: 'slack', label: 'Slack incoming webhook' },
            { value: 'googlechat', label: 'Google Chat webhook' },
            { value: 'microsoftteams', label: 'Microsoft Teams webhook' },
          ],
        },
        { kind: 'text', name: 'address', label: 'Address', required: true, placeholder: 'https://' },
        {
          kind: 'select',
          name: 'when',
          label: 'When',
          isMultiple: true,
          default: ['manualJudgment'],
          options: [
            { value: 'manualJudgment', label: 'It waits for a judgment' },
            { value: 'manualJudgmentContinue', label: 'Somebody approved' },
            { value: 'manualJudgmentStop', label: 'Somebody stopped it' },
          ],
        },
      ],
    },
    {
      kind: 'boolean',
      name: 'sendNotifications',
      label: 'Tell about the decision too',
      default: false,
      isAdvanced: true,
    },
  ],
  summary: (stage) =>
    Number(stage.requiredApprovals ?? 1) > 1 ? `${String(stage.requiredApprovals)} approvals` : '',
};

/** What a judge says. */
export const Judgment = z.object({
  decision: z.enum(['continue', 'stop']),
  input: z.string().max(1000).optional(),
  comment: z.string().max(4000).optional(),
  /** Given back from the stage's context, so that the approval is for what the judge saw. */
  subjectHash: z.string().max(200).optional(),
});
export type Judgment = z.infer<typeof Judgment>;
