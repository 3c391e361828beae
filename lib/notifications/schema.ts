import { z } from 'zod';

/** That a run, or one of its stages, began, went well or failed (reference section 7.2). */
export const ProgressEvent = z.enum([
  'pipeline.starting',
  'pipeline.complete',
  'pipeline.failed',
  'stage.starting',
  'stage.complete',
  'stage.failed',
]);
export type ProgressEvent = z.infer<typeof ProgressEvent>;

/** One line of `notifications` in a pipeline or stage (reference section 7.1); further keys go along. */
export const NotificationSetting = z.looseObject({
  type: z.string(),
  address: z.string().nullish(),
  cc: z.string().nullish(),
  /** Events it is for; older documents have none and mean the first one. */
  when: z.array(z.string()).nullish(),
  /** Words of the author, by event. */
  message: z.record(z.string(), z.object({ text: z.string().nullish() }).nullish()).nullish(),
});
export type NotificationSetting = z.infer<typeof NotificationSetting>;

/** A message to one address, and what became of it. */
export const NotificationDelivery = z.object({
  id: z.string(),
  event: z.string(),
  type: z.string(),
  address: z.string(),
  stageId: z.string().nullable(),
  status: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.number(),
  error: z.string().nullable(),
  createdAt: z.string(),
  deliveredAt: z.string().nullable(),
});
export type NotificationDelivery = z.infer<typeof NotificationDelivery>;
