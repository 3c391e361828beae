import type { StageDescription } from '../fields.ts';

export const groupDescription: StageDescription = {
  type: 'group',
  label: 'Group',
  description: 'A heading in the graph; it runs nothing.',
  group: 'Control',
  icon: 'group',
  fields: [],
};
