import { z } from 'zod';
import type { StageDescription } from '../fields.ts';

export const MonitorPipelineContext = z.object({
  executionIds: z
    .union([z.array(z.string()), z.string().transform((id) => [id])], {
      error: 'List the executions to wait for.',
    })
    .default([]),
  /** An older form names one. */
  executionId: z.string().optional(),
  monitorBehavior: z.enum(['WaitForAllToComplete', 'FailFast']).default('WaitForAllToComplete'),
});
export type MonitorPipelineContext = z.infer<typeof MonitorPipelineContext>;

export const monitorPipelineDescription: StageDescription = {
  type: 'monitorPipeline',
  label: 'Monitor pipelines',
  description: 'Waits for runs that something else started.',
  group: 'Control',
  icon: 'watch',
  fields: [
    {
      kind: 'tags',
      name: 'executionIds',
      label: 'Executions',
      required: true,
      placeholder: '${ executionId }',
    },
    {
      kind: 'select',
      name: 'monitorBehavior',
      label: 'When one fails',
      default: 'WaitForAllToComplete',
      options: [
        { value: 'WaitForAllToComplete', label: 'Wait for all, then fail' },
        { value: 'FailFast', label: 'Fail at once' },
      ],
    },
  ],
};
