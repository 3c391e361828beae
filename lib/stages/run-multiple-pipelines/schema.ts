import { z } from 'zod';
import type { StageDescription } from '../fields.ts';

/** One pipeline of the set. */
export const PipelineOfSet = z.object({
  name: z.string(),
  application: z.string(),
  pipeline: z.string(),
  parameters: z.record(z.string(), z.unknown()).default({}),
  dependsOn: z.array(z.string()).default([]),
});
export type PipelineOfSet = z.infer<typeof PipelineOfSet>;

export const RunMultiplePipelinesContext = z.object({
  /** Text of the set; see the stage's help. */
  yamlConfig: z.union([z.string(), z.array(z.unknown()), z.record(z.string(), z.unknown())]).optional(),
});
export type RunMultiplePipelinesContext = z.infer<typeof RunMultiplePipelinesContext>;

export const runMultiplePipelinesDescription: StageDescription = {
  type: 'runMultiplePipelines',
  label: 'Run multiple pipelines',
  description: 'Runs a set of pipelines in the order of their dependencies.',
  group: 'Control',
  icon: 'pipelines',
  fields: [
    {
      kind: 'yaml',
      name: 'yamlConfig',
      label: 'Pipelines',
      required: true,
      help: 'bundle: { <application>: { child_pipeline: <name>, depends_on: [<application>], arguments: { <parameter>: <value> } }, rollback_onfailure: true }',
      placeholder: 'bundle_web:\n  shop:\n    child_pipeline: Deploy\n',
    },
  ],
};
