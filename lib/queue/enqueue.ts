import type { Transaction } from '#lib/platform/database/index.ts';
import type { JobName, JobPayload } from './catalogue.ts';

export interface JobOptions {
  /** Not before this time. Default: at once. */
  runAt?: Date;
  /** At most one waiting job has this key; a later call replaces payload and time. */
  jobKey?: string;
  /** Smaller runs first. A rollback is -10, ordinary work 0, upkeep 10. */
  priority?: number;
  /** Deliveries before the job is given up and kept as failed. Default 25. */
  maxAttempts?: number;
}

/** Adds a job as part of the transaction: there is no job without its state, nor the reverse. */
export async function enqueue<N extends JobName>(
  tx: Transaction,
  name: N,
  payload: JobPayload<N>,
  options: JobOptions = {},
): Promise<void> {
  await tx.$executeRaw`
    select graphile_worker.add_job(
      ${name}::text,
      payload => ${JSON.stringify(payload)}::json,
      run_at => ${options.runAt ?? null}::timestamptz,
      max_attempts => ${options.maxAttempts ?? 25}::int,
      job_key => ${options.jobKey ?? null}::text,
      priority => ${options.priority ?? 0}::int
    )`;
}
