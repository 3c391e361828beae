import { z } from 'zod';
import type { StageDescription } from '../fields.ts';

export const DependsOnExecutionContext = z.object({
  executionType: z.string().optional(),
  executionId: z.string({ error: 'Name the execution.' }).min(1, 'Name the execution.'),
});
export type DependsOnExecutionContext = z.infer<typeof DependsOnExecutionContext>;

export const dependsOnExecutionDescription: StageDescription = {
  type: 'dependsOnExecution',
  label: 'Depends on execution',
  description: 'Goes on when another run has succeeded.',
  group: 'Control',
  icon: 'depends',
  fields: [
    {
      kind: 'select',
      name: 'executionType',
      label: 'Kind of run',
      default: 'PIPELINE',
      options: [
        { value: 'PIPELINE', label: 'Pipeline' },
        { value: 'ORCHESTRATION', label: 'Ad-hoc operation' },
      ],
      isAdvanced: true,
    },
    { kind: 'text', name: 'executionId', label: 'Execution', required: true },
  ],
};
