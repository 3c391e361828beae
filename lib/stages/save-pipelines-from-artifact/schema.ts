import { z } from 'zod';
import type { StageDescription } from '../fields.ts';

export const SavePipelinesFromArtifactContext = z.object({
  pipelinesArtifactId: z.string().optional(),
  pipelinesArtifact: z.record(z.string(), z.unknown()).optional(),
});
export type SavePipelinesFromArtifactContext = z.infer<typeof SavePipelinesFromArtifactContext>;

export const savePipelinesFromArtifactDescription: StageDescription = {
  type: 'savePipelinesFromArtifact',
  label: 'Save pipelines from artifact',
  description: 'Creates and updates pipelines out of a JSON document.',
  group: 'Build',
  icon: 'save',
  fields: [
    {
      kind: 'artifact',
      name: 'pipelinesArtifact',
      idField: 'pipelinesArtifactId',
      label: 'Artifact',
      required: true,
      help: 'JSON: { "<application>": [ <pipeline>, ... ] }',
    },
  ],
};
