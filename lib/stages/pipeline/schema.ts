import { z } from 'zod';
import type { StageDescription } from '../fields.ts';

const flag = z.union([z.boolean(), z.stringbool()]);

export const PipelineContext = z.object({
  application: z.string().optional(),
  pipeline: z.string({ error: 'Choose a pipeline.' }).min(1, 'Choose a pipeline.'),
  pipelineParameters: z.record(z.string(), z.unknown()).nullish(),
  waitForCompletion: flag.default(true),
  skipDownstreamOutput: flag.default(false),
  expectedArtifacts: z.array(z.record(z.string(), z.unknown())).nullish(),
  /** Set by the stage itself. */
  executionId: z.string().optional(),
});
export type PipelineContext = z.infer<typeof PipelineContext>;

export const pipelineDescription: StageDescription = {
  type: 'pipeline',
  label: 'Pipeline',
  description: 'Runs another pipeline.',
  group: 'Control',
  icon: 'pipeline',
  fields: [
    { kind: 'application', name: 'application', label: 'Application', required: true },
    {
      kind: 'pipeline',
      name: 'pipeline',
      applicationField: 'application',
      label: 'Pipeline',
      required: true,
    },
    {
      kind: 'pipelineParameters',
      name: 'pipelineParameters',
      pipelineField: 'pipeline',
      label: 'Parameters',
    },
    { kind: 'boolean', name: 'waitForCompletion', label: 'Wait for its end', default: true },
    {
      kind: 'boolean',
      name: 'skipDownstreamOutput',
      label: 'Leave its outputs out',
      default: false,
      isAdvanced: true,
    },
    {
      kind: 'boolean',
      name: 'skippable',
      label: 'May be skipped while it runs',
      default: false,
      isAdvanced: true,
    },
    { kind: 'expectedArtifacts', name: 'expectedArtifacts', label: 'Produces artifacts', isAdvanced: true },
  ],
  summary: (stage) => (typeof stage.application === 'string' ? stage.application : ''),
};
