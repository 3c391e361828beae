import { z } from 'zod';
import type { StageDescription } from '../fields.ts';
import { Target, targetFields, targetSummary } from '../kubernetes/schema.ts';

export const ScaleManifestContext = Target.extend({
  replicas: z.coerce
    .number({ error: 'Enter how many replicas.' })
    .int('Enter a whole number.')
    .min(0, 'Enter 0 or more.'),
});
export type ScaleManifestContext = z.infer<typeof ScaleManifestContext>;

export const scaleManifestDescription: StageDescription = {
  type: 'scaleManifest',
  label: 'Scale',
  description: 'Sets the number of replicas and waits until they are there.',
  group: 'Deliver',
  icon: 'scale',
  fields: [
    ...targetFields(['deployment', 'replicaSet', 'statefulSet']),
    { kind: 'number', name: 'replicas', label: 'Replicas', min: 0, required: true },
  ],
  summary: (stage) =>
    [targetSummary(stage), stage.replicas === undefined ? '' : `to ${String(stage.replicas)}`]
      .filter(Boolean)
      .join(' '),
};
