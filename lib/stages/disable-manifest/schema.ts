import type { StageDescription } from '../fields.ts';
import { targetFields, targetSummary } from '../kubernetes/schema.ts';
import { loadBalancersField } from '../kubernetes/traffic-schema.ts';

export const disableManifestDescription: StageDescription = {
  type: 'disableManifest',
  label: 'Disable',
  description: 'Takes the traffic of its Services from an object; its pods go on.',
  group: 'Deliver',
  icon: 'disable',
  fields: [...targetFields(), loadBalancersField],
  summary: targetSummary,
};
