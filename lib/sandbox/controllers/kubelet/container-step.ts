import type { Container } from '../objects/pod.ts';
import type { EventNote } from '../runtime/events.ts';
import type { Place } from './behavior.ts';
import type { ContainerRun, Surroundings } from './container-state.ts';

/** How long the first restart after a crash at once waits, and any later one at most. */
export const FIRST_BACKOFF_MS = 10_000;
const LAST_BACKOFF_MS = 300_000;

/** Something to tell about one container. */
export function note(
  around: Surroundings,
  type: EventNote['type'],
  reason: string,
  message: string,
): EventNote {
  const list = around.place === 'main' ? 'containers' : 'initContainers';
  return { type, reason, message, fieldPath: `spec.${list}{${around.container.name}}` };
}

/** The run in its next phase, which ends by itself after so long when that is given. */
export function enter(
  run: ContainerRun,
  phase: ContainerRun['phase'],
  nowMs: number,
  afterMs: number | undefined,
  more: Partial<ContainerRun> = {},
): ContainerRun {
  return {
    ...run,
    phase,
    sinceMs: nowMs,
    dueMs: afterMs === undefined ? undefined : nowMs + afterMs,
    ...more,
  };
}

/** The back-off after this one: 10 s, doubling to 5 minutes. */
export function nextBackoff(ms: number): number {
  return ms === 0 ? FIRST_BACKOFF_MS : Math.min(ms * 2, LAST_BACKOFF_MS);
}

/** The note with which a kubelet begins to stop a container. */
export function stoppingNote(container: Container, place: Place): EventNote {
  const list = place === 'main' ? 'containers' : 'initContainers';
  return {
    type: 'Normal',
    reason: 'Killing',
    message: `Stopping container ${container.name}`,
    fieldPath: `spec.${list}{${container.name}}`,
  };
}
