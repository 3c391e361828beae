/** The product's whole worker, for the fault tests that need clusters or pipelines that start others. */
import { startWorker } from '#lib/worker/start-worker.ts';

await startWorker();
console.log('up');
