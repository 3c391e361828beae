import type { StageDescription } from '../fields.ts';
import { targetFields, targetSummary } from '../kubernetes/schema.ts';

export const resumeRolloutManifestDescription: StageDescription = {
  type: 'resumeRolloutManifest',
  label: 'Resume rollout',
  description: 'Lets a paused rollout go on and waits until it is done.',
  group: 'Deliver',
  icon: 'resume',
  fields: targetFields(['deployment', 'statefulSet', 'daemonSet'], true),
  summary: targetSummary,
};
