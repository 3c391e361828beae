import { afterExit, live, start } from './container-live.ts';
import { backOffPull, begin, endPull } from './container-start.ts';
import type { ContainerRun, Step, Surroundings } from './container-state.ts';
import { nextBackoff } from './container-step.ts';

/** Begins an idle container, or does what is due. */
export function stepContainer(run: ContainerRun, around: Surroundings): Step {
  if (run.phase === 'idle') return begin(run, around);
  if (run.dueMs === undefined || run.dueMs > around.nowMs) return { run, notes: [] };
  switch (run.phase) {
    case 'config-error':
    case 'pull-backoff':
    case 'bad-image':
      return begin(run, around);
    case 'pulling':
      return endPull(run, around);
    case 'pull-failed':
      return backOffPull(run, around);
    case 'creating':
      return start(run, around);
    case 'running':
      return live(run, around);
    case 'exited':
      return afterExit(run, around);
    case 'backoff':
      return begin({ ...run, restarts: run.restarts + 1, backoffMs: nextBackoff(run.backoffMs) }, around);
    case 'done':
      return { run: { ...run, dueMs: undefined }, notes: [] };
    default:
      return run.phase satisfies never;
  }
}
