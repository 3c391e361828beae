import { z } from 'zod';
import type { StageDescription } from '../fields.ts';

const anyObject = z.record(z.string(), z.unknown());

export const FindArtifactFromExecutionContext = z.object({
  application: z.string().optional(),
  pipeline: z.string({ error: 'Choose a pipeline.' }),
  executionOptions: z
    .object({
      succeeded: z.boolean().optional(),
      successful: z.boolean().optional(),
      terminal: z.boolean().optional(),
      running: z.boolean().optional(),
    })
    .default({ successful: true }),
  expectedArtifacts: z.array(anyObject).optional(),
  expectedArtifact: anyObject.optional(),
});
export type FindArtifactFromExecutionContext = z.infer<typeof FindArtifactFromExecutionContext>;

export const findArtifactFromExecutionDescription: StageDescription = {
  type: 'findArtifactFromExecution',
  label: 'Artifact from execution',
  description: 'Takes artifacts from the newest run of a pipeline.',
  group: 'Build',
  icon: 'find',
  fields: [
    { kind: 'application', name: 'application', label: 'Application', required: true },
    {
      kind: 'pipeline',
      name: 'pipeline',
      applicationField: 'application',
      label: 'Pipeline',
      required: true,
    },
    { kind: 'boolean', name: 'executionOptions.successful', label: 'Runs that succeeded', default: true },
    { kind: 'boolean', name: 'executionOptions.terminal', label: 'Runs that failed', default: false },
    { kind: 'boolean', name: 'executionOptions.running', label: 'Runs under way', default: false },
    { kind: 'expectedArtifacts', name: 'expectedArtifacts', label: 'Artifacts to find', required: true },
  ],
};
