import type { Placement } from './edit-stages.ts';

/** The heading of the list of kinds, saying where the new stage will stand. */
export function placementTitle(placement: Placement, nameOf: (key: string) => string): string {
  switch (placement.at) {
    case 'start':
      return 'Add a stage at the start';
    case 'after':
      return `Add a stage after ${placement.keys.map(nameOf).join(' and ')}`;
    case 'before':
      return `Add a stage before ${nameOf(placement.key)}`;
    case 'edge':
      return `Add a stage between ${nameOf(placement.edge.from)} and ${nameOf(placement.edge.to)}`;
    default:
      return placement satisfies never;
  }
}
