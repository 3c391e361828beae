import type { StageDescription } from '../fields.ts';
import { targetFields, targetSummary } from '../kubernetes/schema.ts';

export const rollingRestartManifestDescription: StageDescription = {
  type: 'rollingRestartManifest',
  label: 'Restart',
  description: 'Replaces every pod, a few at a time, without changing anything else.',
  group: 'Deliver',
  icon: 'restart',
  fields: targetFields(['deployment', 'statefulSet', 'daemonSet'], true),
  summary: targetSummary,
};
