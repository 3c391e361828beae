import type { StageDescription } from '../fields.ts';
import { targetFields, targetSummary } from '../kubernetes/schema.ts';

export const pauseRolloutManifestDescription: StageDescription = {
  type: 'pauseRolloutManifest',
  label: 'Pause rollout',
  description: 'Stops a rollout where it is; pods that run go on.',
  group: 'Deliver',
  icon: 'pause',
  fields: targetFields(['deployment', 'statefulSet', 'daemonSet'], true),
  summary: targetSummary,
};
