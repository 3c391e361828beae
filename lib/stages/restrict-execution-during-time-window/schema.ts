import { z } from 'zod';
import type { StageDescription } from '../fields.ts';

const hour = z.coerce.number().int().min(0).max(24);
const flag = z
  .union([z.boolean(), z.stringbool()])
  .nullish()
  .transform((value) => value ?? false);
const minute = z.coerce.number().int().min(0).max(59).default(0);

export const ExecutionWindow = z.object({
  /** Hours of the day in which stages may start. A start after its end wraps around midnight. */
  whitelist: z
    .array(z.object({ startHour: hour, startMin: minute, endHour: hour, endMin: minute }))
    .nullish()
    .transform((spans) => spans ?? []),
  /** 1 = Sunday ... 7 = Saturday; none = every day. */
  days: z
    .array(z.coerce.number().int().min(1).max(7))
    .nullish()
    .transform((days) => days ?? []),
  jitter: z
    .object({
      enabled: flag,
      /** Seconds. */
      minDelay: z.coerce.number().min(0).default(0),
      maxDelay: z.coerce.number().min(0).default(600),
      skipManual: flag,
    })
    .nullish(),
  /** Beyond Spinnaker, which has one zone for everything: the one of this window. Absent: the installation's. */
  timeZone: z.string().optional(),
});
export type ExecutionWindow = z.infer<typeof ExecutionWindow>;

export const WindowContext = z.object({
  restrictedExecutionWindow: ExecutionWindow.default(ExecutionWindow.parse({})),
  skipRemainingWait: z.union([z.boolean(), z.stringbool()]).optional(),
  /** When it may go on after the jitter, epoch ms. */
  jitterUntil: z.number().optional(),
});
export type WindowContext = z.infer<typeof WindowContext>;

export const restrictExecutionDuringTimeWindowDescription: StageDescription = {
  type: 'restrictExecutionDuringTimeWindow',
  label: 'Execution window',
  description: 'Holds a stage back until its execution window opens.',
  group: 'Control',
  icon: 'window',
  fields: [],
  isHidden: true,
};
