export type { JobName, JobPayload } from './catalogue.ts';
export { enqueue, type JobOptions } from './enqueue.ts';
export {
  type JobContext,
  type JobHandlers,
  type QueueObserver,
  type RunningQueue,
  runQueue,
} from './run-queue.ts';
