import { closeDatabase } from '#lib/platform/database/index.ts';
import { startTracing } from '#lib/platform/tracing/index.ts';
import { startWorker } from '#lib/worker/start-worker.ts';
import { onStop } from '../on-stop.ts';

/** One worker process. It drains on SIGTERM: what cannot end in time is handed to the others. */
export async function worker(): Promise<void> {
  const tracing = await startTracing('foredeck-worker');
  const running = await startWorker();
  onStop(async () => {
    await running.stop();
    await tracing.stop();
    await closeDatabase();
  });
}
