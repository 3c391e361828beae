import { z } from 'zod';
import type { Field } from '../fields.ts';
import { Target } from './schema.ts';

/** Reference section 5.9: the services given, else those that the object's own annotation names. */
export const TrafficContext = Target.extend({ loadBalancers: z.array(z.string()).optional() });
export type TrafficContext = z.infer<typeof TrafficContext>;

export const loadBalancersField: Field = {
  kind: 'tags',
  name: 'loadBalancers',
  label: 'Services',
  placeholder: 'service web',
  help: 'Each as "service" and its name. Empty: those with which it was deployed.',
  isAdvanced: true,
};
