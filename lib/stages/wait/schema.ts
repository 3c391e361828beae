import { z } from 'zod';
import type { StageDescription } from '../fields.ts';

export const WaitContext = z.object({
  /** Seconds from the start of the stage. */
  waitTime: z.coerce
    .number({ error: 'Enter how many seconds to wait.' })
    .min(0, 'Enter 0 or more seconds.')
    .default(0),
  skipRemainingWait: z.union([z.boolean(), z.stringbool()]).optional(),
});
export type WaitContext = z.infer<typeof WaitContext>;

export const waitDescription: StageDescription = {
  type: 'wait',
  label: 'Wait',
  description: 'Waits for a length of time; people can cut it short.',
  group: 'Control',
  icon: 'wait',
  fields: [
    { kind: 'duration', name: 'waitTime', unit: 's', label: 'Wait for', required: true, default: 30 },
    {
      kind: 'text',
      name: 'skipWaitText',
      label: 'Warning before skipping',
      help: 'Shown to who wants to skip the rest of the wait.',
      isAdvanced: true,
    },
  ],
  summary: (stage) => (stage.waitTime === undefined ? '' : `${String(stage.waitTime)} s`),
};
