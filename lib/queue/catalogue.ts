import { z } from 'zod';
import { ProgressEvent } from '#lib/notifications/schema.ts';

const executionId = z.string();

const order = z.object({
  executionId,
  stageId: z.string(),
  attempt: z.number().int(),
  /** Something it waits for changed: good for whatever attempt is in force. */
  isWake: z.boolean().optional(),
});

/**
 * Every job of Foredeck and what it carries. `enqueue` is typed by it, the worker parses by it.
 * Adding a job = add its line here, then a handler in lib/worker.
 */
export const jobs = {
  /** Decides anew what follows from a run's state (lib/engine/advance.ts). */
  'engine.advance': z.object({ executionId }),
  /** Carries out one order of a stage; `attempt` fences off late answers (lib/engine/run-task.ts). */
  'engine.runTask': order,
  /** The same for a run that goes ahead of the queue (a rollback): some slots of each worker are kept for it. */
  'engine.urgent': order,
  /** Gives free places of a pipeline with limited concurrency to waiting runs (lib/engine/admit.ts). */
  'engine.admit': z.object({ pipelineId: z.string() }),
  /** Sends orders again that have no job. */
  'engine.sweep': z.object({}),
  /**
   * Writes down what is to be told of a run that began or ended, or of a stage of it (lib/executions/tell-progress.ts); `round` counts its
   * restarts.
   */
  'notifications.progress': z.object({
    executionId,
    stageId: z.string().nullable(),
    event: ProgressEvent,
    round: z.number().int(),
  }),
  /** Sends one message that was written down (lib/notifications/deliver.ts). */
  'notifications.deliver': z.object({ deliveryId: z.string() }),
  /** Deletes what has outlived its keep: live events, sessions, failed sign-ins, old executions. */
  'upkeep.forget': z.object({}),
} satisfies Record<string, z.ZodType>;

export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]>;
