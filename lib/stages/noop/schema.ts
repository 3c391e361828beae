import type { StageDescription } from '../fields.ts';

export const noopDescription: StageDescription = {
  type: 'noop',
  label: 'Nothing',
  description: 'Does nothing and succeeds: a place for branches to meet.',
  group: 'Control',
  icon: 'noop',
  fields: [],
};
