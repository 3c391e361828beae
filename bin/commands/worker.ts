import { closeDatabase } from '#lib/platform/database/index.ts';
import { startWorker } from '#lib/worker/start-worker.ts';
import { onStop } from '../on-stop.ts';

/** One worker process. It drains on SIGTERM: what cannot end in time is handed to the others. */
export async function worker(): Promise<void> {
  const running = await startWorker();
  onStop(async () => {
    await running.stop();
    await closeDatabase();
  });
}
