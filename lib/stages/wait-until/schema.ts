import { z } from 'zod';
import type { StageDescription } from '../fields.ts';

export const WaitUntilContext = z.object({
  epochMillis: z.coerce.number({ error: 'Choose a time.' }).min(1, 'Choose a time.'),
  skipRemainingWait: z.union([z.boolean(), z.stringbool()]).optional(),
});
export type WaitUntilContext = z.infer<typeof WaitUntilContext>;

export const waitUntilDescription: StageDescription = {
  type: 'waitUntil',
  label: 'Wait until',
  description: 'Waits until a moment; people can cut it short.',
  group: 'Control',
  icon: 'clock',
  fields: [{ kind: 'moment', name: 'epochMillis', label: 'Wait until', required: true }],
  summary: (stage) =>
    typeof stage.epochMillis === 'number' && Math.abs(stage.epochMillis) <= 8.64e15
      ? new Date(stage.epochMillis).toISOString()
      : '',
};
