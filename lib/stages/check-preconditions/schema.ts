import { z } from 'zod';
import type { StageDescription } from '../fields.ts';

const anyObject = z.record(z.string(), z.unknown());

export const Precondition = z.object({
  type: z.string({ error: 'Choose what to check.' }),
  context: anyObject.nullish().transform((context) => context ?? {}),
  failPipeline: z.union([z.boolean(), z.stringbool()]).nullish(),
});

export const CheckPreconditionsContext = z.object({
  preconditions: z.array(Precondition).default([]),
  /** Set on the synthetic stage of one precondition. */
  preconditionType: z.string().optional(),
  context: anyObject.optional(),
});
export type CheckPreconditionsContext = z.infer<typeof CheckPreconditionsContext>;

export const checkPreconditionsDescription: StageDescription = {
  type: 'checkPreconditions',
  label: 'Check preconditions',
  description: 'Goes on only if every claim holds.',
  group: 'Control',
  icon: 'check',
  fields: [
    {
      kind: 'list',
      name: 'preconditions',
      label: 'Preconditions',
      itemLabel: 'Precondition',
      default: [],
      item: [
        {
          kind: 'select',
          name: 'type',
          label: 'Check',
          required: true,
          default: 'expression',
          options: [
            { value: 'expression', label: 'Expression' },
            { value: 'stageStatus', label: 'Status of a stage' },
            { value: 'clusterSize', label: 'Size of a cluster' },
            { value: 'noop', label: 'Nothing: it always holds' },
          ],
        },
        {
          kind: 'expression',
          name: 'context.expression',
          label: 'Expression',
          required: true,
          help: 'Must be true.',
          showWhen: [{ field: 'type', in: ['expression'] }],
        },
        {
          kind: 'stageName',
          name: 'context.stageName',
          label: 'Stage',
          required: true,
          showWhen: [{ field: 'type', in: ['stageStatus'] }],
        },
        {
          kind: 'select',
          name: 'context.stageStatus',
          label: 'Must be',
          required: true,
          default: 'SUCCEEDED',
          options: [
            'SUCCEEDED',
            'FAILED_CONTINUE',
            'TERMINAL',
            'CANCELED',
            'STOPPED',
            'SKIPPED',
            'RUNNING',
          ].map((value) => ({
            value,
            label: value,
          })),
          showWhen: [{ field: 'type', in: ['stageStatus'] }],
        },
        {
          kind: 'account',
          name: 'context.credentials',
          label: 'Account',
          required: true,
          showWhen: [{ field: 'type', in: ['clusterSize'] }],
        },
        {
          kind: 'text',
          name: 'context.cluster',
          label: 'Cluster',
          required: true,
          placeholder: 'replicaSet web',
          showWhen: [{ field: 'type', in: ['clusterSize'] }],
        },
        {
          kind: 'tags',
          name: 'context.regions',
          label: 'Namespaces',
          showWhen: [{ field: 'type', in: ['clusterSize'] }],
        },
        {
          kind: 'select',
          name: 'context.comparison',
          label: 'Server groups must be',
          default: '==',
          options: ['<', '<=', '==', '>=', '>'].map((value) => ({ value, label: value })),
          showWhen: [{ field: 'type', in: ['clusterSize'] }],
        },
        {
          kind: 'number',
          name: 'context.expected',
          label: 'Number',
          min: 0,
          default: 1,
          showWhen: [{ field: 'type', in: ['clusterSize'] }],
        },
        {
          kind: 'boolean',
          name: 'context.onlyEnabledServerGroups',
          label: 'Count enabled server groups only',
          default: false,
          showWhen: [{ field: 'type', in: ['clusterSize'] }],
        },
        {
          kind: 'boolean',
          name: 'failPipeline',
          label: 'Fail the pipeline if it does not hold',
          default: true,
        },
      ],
    },
  ],
  summary: (stage) => {
    const count = Array.isArray(stage.preconditions) ? stage.preconditions.length : 0;
    return count === 1 ? '1 precondition' : `${count} preconditions`;
  },
};
