import { withTransaction } from '#lib/platform/database/index.ts';
import { enqueue, type JobName, type JobPayload } from '#lib/queue/index.ts';

/**
 * Adds a job every so often. Each worker does so; the job's key makes it one job, and there is no leader.
 * Returns how to stop.
 */
export function every<N extends JobName>(ms: number, name: N, payload: JobPayload<N>): () => void {
  const add = () =>
    withTransaction((tx) => enqueue(tx, name, payload, { jobKey: name, priority: 10, maxAttempts: 1 })).catch(
      () => {
        // The database is away; the next round adds it.
      },
    );
  void add();
  const timer = setInterval(() => void add(), ms);
  return () => clearInterval(timer);
}
