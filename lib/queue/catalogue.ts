import { z } from 'zod';

const executionId = z.string();

/**
 * Every job of Foredeck and what it carries. `enqueue` is typed by it, the worker parses by it.
 * Adding a job = add its line here, then a handler in lib/worker.
 */
export const jobs = {
  /** Reconciles one execution (lib/engine/advance.ts). */
  'engine.advance': z.object({ executionId }),
  /** Runs one task of one stage; `attempt` fences off late answers (lib/engine/run-task.ts). */
  'engine.runTask': z.object({
    executionId,
    stageId: z.string(),
    task: z.number().int(),
    attempt: z.number().int(),
  }),
  /** Re-advances running executions that have no job. */
  'engine.sweep': z.object({}),
  /** Deletes what has outlived its keep: live events, sessions, failed sign-ins, old executions. */
  'upkeep.forget': z.object({}),
} satisfies Record<string, z.ZodType>;

export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]>;
