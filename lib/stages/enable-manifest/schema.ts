import type { StageDescription } from '../fields.ts';
import { targetFields, targetSummary } from '../kubernetes/schema.ts';
import { loadBalancersField } from '../kubernetes/traffic-schema.ts';

export const enableManifestDescription: StageDescription = {
  type: 'enableManifest',
  label: 'Enable',
  description: 'Sends the traffic of its Services to an object again.',
  group: 'Deliver',
  icon: 'enable',
  fields: [...targetFields(), loadBalancersField],
  summary: targetSummary,
};
