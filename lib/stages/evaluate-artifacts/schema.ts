import { z } from 'zod';
import type { StageDescription } from '../fields.ts';

export const EvaluateArtifactsContext = z.object({
  artifactContents: z
    .array(
      z.object({
        id: z.string().optional(),
        name: z.coerce.string().min(1, 'Give the artifact a name.'),
        contents: z.coerce.string().default(''),
      }),
    )
    .default([]),
});
export type EvaluateArtifactsContext = z.infer<typeof EvaluateArtifactsContext>;

export const evaluateArtifactsDescription: StageDescription = {
  type: 'evaluateArtifacts',
  label: 'Evaluate artifacts',
  description: 'Makes artifacts out of texts with expressions.',
  group: 'Build',
  icon: 'artifact',
  fields: [
    {
      kind: 'list',
      name: 'artifactContents',
      label: 'Artifacts',
      itemLabel: 'Artifact',
      default: [],
      item: [
        { kind: 'text', name: 'name', label: 'Name', required: true },
        { kind: 'multiline', name: 'contents', label: 'Contents', rows: 12, required: true },
      ],
    },
    { kind: 'expectedArtifacts', name: 'expectedArtifacts', label: 'Produces artifacts', isAdvanced: true },
  ],
};
