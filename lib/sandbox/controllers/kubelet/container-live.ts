import type { EventNote } from '../runtime/events.ts';
import { begin } from './container-start.ts';
import type { ContainerRun, Exit, Step, Surroundings } from './container-state.ts';
import { enter, FIRST_BACKOFF_MS, note } from './container-step.ts';

/** A container that ran this long starts over with its back-off. */
const FORGIVEN_AFTER_MS = 600_000;

/** The container starts, and its probes begin to answer. */
export function start(run: ContainerRun, around: Surroundings): Step {
  const { nowMs } = around;
  const notes = [
    note(around, 'Normal', 'Created', 'Container created'),
    note(around, 'Normal', 'Started', 'Container started'),
  ];
  const started = enter(run, 'running', nowMs, undefined, {
    isStarted: false,
    isReady: false,
    probeFailures: 0,
  });
  const step = live(started, around);
  return { run: step.run, notes: [...notes, ...step.notes] };
}

/** A running container: probes answer, and it may end by itself. */
export function live(run: ContainerRun, around: Surroundings): Step {
  const { behavior, nowMs, speed, place } = around;
  const age = (nowMs - run.sinceMs) * speed;
  if (behavior.runMs !== undefined && age >= behavior.runMs)
    return exit(run, around, behavior.exitCode, behavior.exitReason);
  if (behavior.unhealthyMs !== undefined && age >= behavior.unhealthyMs) return killUnhealthy(run, around);
  const isStarted = age >= behavior.startedMs;
  const isReady = place === 'init' ? false : behavior.readyMs !== undefined && age >= behavior.readyMs;
  const notes: EventNote[] = [];
  let { probeFailures } = run;
  const probeDueMs = nextProbeFailure(run, around);
  if (probeDueMs !== undefined && age >= probeDueMs) {
    probeFailures++;
    const words = 'Readiness probe failed: HTTP probe failed with statuscode: 503';
    notes.push(note(around, 'Warning', 'Unhealthy', words));
  }
  const next: ContainerRun = { ...run, isStarted, isReady, probeFailures };
  const wakes = [
    isStarted ? undefined : behavior.startedMs,
    isReady || place === 'init' ? undefined : behavior.readyMs,
    behavior.runMs,
    behavior.unhealthyMs,
    nextProbeFailure(next, around),
  ].filter((wake) => wake !== undefined);
  const dueMs = wakes.length === 0 ? undefined : run.sinceMs + Math.ceil(Math.min(...wakes) / speed);
  return { run: { ...next, dueMs: dueMs === undefined ? undefined : Math.max(dueMs, nowMs + 1) }, notes };
}

/** The age at which the readiness probe of a container that is never or late ready fails again. */
function nextProbeFailure(
  run: ContainerRun,
  { behavior, container, place }: Surroundings,
): number | undefined {
  const probe = container.readinessProbe;
  if (place === 'init' || run.isReady || !behavior.failsReadiness) return undefined;
  const { initialDelaySeconds = 0, periodSeconds = 10 } = probe ?? {};
  const at = (initialDelaySeconds + run.probeFailures * periodSeconds) * 1000 + 500;
  return behavior.readyMs === undefined || at < behavior.readyMs ? at : undefined;
}

function killUnhealthy(run: ContainerRun, around: Surroundings): Step {
  const { name } = around.container;
  const step = exit(run, around, 137, 'Error');
  const failed = 'Liveness probe failed: HTTP probe failed with statuscode: 500';
  return {
    run: step.run,
    notes: [
      note(around, 'Warning', 'Unhealthy', failed),
      note(around, 'Normal', 'Killing', `Container ${name} failed liveness probe, will be restarted`),
      ...step.notes,
    ],
  };
}

function exit(run: ContainerRun, around: Surroundings, code: number, reason: string): Step {
  const { nowMs, speed, pod, place } = around;
  const policy = place === 'sidecar' ? 'Always' : (pod.spec.restartPolicy ?? 'Always');
  const startsAgain =
    place === 'init'
      ? code !== 0 && policy !== 'Never'
      : policy === 'Always' || (policy === 'OnFailure' && code !== 0);
  const ended: Exit = {
    code,
    reason,
    message: undefined,
    startedMs: run.sinceMs,
    finishedMs: nowMs,
    restart: run.restarts,
  };
  const after = { exit: ended, isReady: false, isStarted: false };
  return {
    run: startsAgain
      ? enter(run, 'exited', nowMs, Math.max(20, 150 / speed), after)
      : enter(run, 'done', nowMs, undefined, after),
    notes: [],
  };
}

/** What follows an exit: the first time a restart at once, later a wait before it. */
export function afterExit(run: ContainerRun, around: Surroundings): Step {
  const { nowMs, pod, container } = around;
  const ran = run.exit ? run.exit.finishedMs - run.exit.startedMs : 0;
  const isFirst = run.backoffMs === 0 || ran > FORGIVEN_AFTER_MS;
  // The first crash is answered at once; only the ones after it wait.
  if (isFirst) return begin({ ...run, restarts: run.restarts + 1, backoffMs: FIRST_BACKOFF_MS }, around);
  const name = `${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
  const words = `back-off ${inWords(run.backoffMs)} restarting failed container=${container.name} pod=${name}`;
  return {
    run: enter(run, 'backoff', nowMs, run.backoffMs, { message: words }),
    notes: [
      note(
        around,
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${container.name} in pod ${name}`,
      ),
    ],
  };
}

/** A length of time as Go prints it: 10s, 1m20s, 5m0s. */
function inWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
