import { z } from 'zod';
import type { StageDescription } from '../fields.ts';
import { Target, targetFields, targetSummary } from '../kubernetes/schema.ts';

/** Reference section 2.2. */
export const FindArtifactsFromResourceContext = Target.extend({
  expectedArtifacts: z.array(z.record(z.string(), z.unknown())).nullish(),
});
export type FindArtifactsFromResourceContext = z.infer<typeof FindArtifactsFromResourceContext>;

export const findArtifactsFromResourceDescription: StageDescription = {
  type: 'findArtifactsFromResource',
  label: 'Artifacts from resource',
  description: 'Takes the images and configuration of an object that runs, for the stages behind it.',
  group: 'Build',
  icon: 'find',
  fields: [
    ...targetFields(),
    { kind: 'expectedArtifacts', name: 'expectedArtifacts', label: 'Artifacts to find', isAdvanced: true },
  ],
  summary: targetSummary,
};
