// One container on a simulated node.
//
//   idle ──> pulling ──> creating ──> running ──> exited ──> (restart) creating | backoff ──> creating
//     │         │  ▲                                 └──> done
//     │         ▼  │
//     │      pull-failed ──> pull-backoff
//     └──> config-error ──> idle
//
// Every state that ends by itself carries when (dueMs). The functions are pure: a run goes in, the next run and what the
// kubelet has to say about it come out.
import type { Container, Pod } from '../objects/pod.ts';
import type { EventNote } from '../runtime/events.ts';
import type { Behavior, Place } from './behavior.ts';
import { imageBytes, missingImageError, parseImage } from './image.ts';

const FIRST_BACKOFF_MS = 10_000;
const LAST_BACKOFF_MS = 300_000;
/** A container that ran this long starts over with its back-off. */
const FORGIVEN_AFTER_MS = 600_000;

/** The end of one run of a container. */
export interface Exit {
  code: number;
  reason: string;
  message: string | undefined;
  startedMs: number;
  finishedMs: number;
  restart: number;
}

/** Where a container stands. */
export interface ContainerRun {
  phase:
    | 'idle'
    | 'pulling'
    | 'pull-failed'
    | 'pull-backoff'
    | 'bad-image'
    | 'config-error'
    | 'creating'
    | 'running'
    | 'exited'
    | 'backoff'
    | 'done';
  /** When the phase began, and when it ends by itself. */
  sinceMs: number;
  dueMs: number | undefined;
  restarts: number;
  backoffMs: number;
  /** Why it waits, where the phase alone does not say. */
  message: string | undefined;
  isStarted: boolean;
  isReady: boolean;
  /** The last run that ended, and (while a new one has begun) the one to show as last state. */
  exit: Exit | undefined;
  probeFailures: number;
}

/** What a step of a container knows about the world. */
export interface Surroundings {
  pod: Pod;
  container: Container;
  behavior: Behavior;
  place: Place;
  nowMs: number;
  /** Simulated times are divided by this; back-offs are not. */
  speed: number;
  random: () => number;
  /** Whether the node has the image. */
  hasImage: boolean;
  /** Something the container's environment refers to and that is not there. */
  missingReference: string | undefined;
}

/** One step: the run after it and the events it gives. No due step: the same run. */
export interface Step {
  run: ContainerRun;
  notes: EventNote[];
  /** The image has just arrived on the node. */
  pulled?: boolean;
}

/** A container that was not begun yet. */
export function idleRun(nowMs: number): ContainerRun {
  return {
    phase: 'idle',
    sinceMs: nowMs,
    dueMs: undefined,
    restarts: 0,
    backoffMs: 0,
    message: undefined,
    isStarted: false,
    isReady: false,
    exit: undefined,
    probeFailures: 0,
  };
}

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

function note(around: Surroundings, type: EventNote['type'], reason: string, message: string): EventNote {
  const list = around.place === 'main' ? 'containers' : 'initContainers';
  return { type, reason, message, fieldPath: `spec.${list}{${around.container.name}}` };
}

function enter(
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

function begin(run: ContainerRun, around: Surroundings): Step {
  const { container, nowMs, speed, random } = around;
  const reference = container.image ?? '';
  if (!parseImage(reference).isValid) {
    const message = `Failed to apply default image tag "${reference}": couldn't parse image name "${reference}": invalid reference format`;
    return {
      run: enter(run, 'bad-image', nowMs, 10_000, { message }),
      notes: [
        note(around, 'Warning', 'InspectFailed', message),
        note(around, 'Warning', 'Failed', 'Error: InvalidImageName'),
      ],
    };
  }
  const policy = container.imagePullPolicy ?? 'IfNotPresent';
  if (around.hasImage && policy !== 'Always') {
    const words = `Container image "${reference}" already present on machine and can be accessed by the pod`;
    return configure(run, around, [note(around, 'Normal', 'Pulled', words)]);
  }
  const ms = (policy === 'Always' && around.hasImage ? 30 + random() * 50 : 90 + random() * 160) / speed;
  // A repeated pull goes on looking like the failure before it until it has another end.
  const message = run.phase === 'pull-backoff' ? run.message : undefined;
  return {
    run: enter(run, 'pulling', nowMs, ms, { message }),
    notes: [note(around, 'Normal', 'Pulling', `Pulling image "${reference}"`)],
  };
}

function endPull(run: ContainerRun, around: Surroundings): Step {
  const { container, behavior, nowMs } = around;
  const reference = container.image ?? '';
  if (behavior.isMissing) {
    const message = missingImageError(reference);
    const words = `Failed to pull image "${reference}": ${message}`;
    return {
      run: enter(run, 'pull-failed', nowMs, 1200, { message }),
      notes: [
        note(around, 'Warning', 'Failed', words),
        note(around, 'Warning', 'Failed', 'Error: ErrImagePull'),
      ],
    };
  }
  const took = `${Math.round(nowMs - run.sinceMs)}ms`;
  const words = `Successfully pulled image "${reference}" in ${took} (${took} including waiting). Image size: ${imageBytes(reference)} bytes.`;
  const step = configure(run, around, [note(around, 'Normal', 'Pulled', words)]);
  return { ...step, pulled: true };
}

function backOffPull(run: ContainerRun, around: Surroundings): Step {
  const words = `Back-off pulling image "${around.container.image}"`;
  const backoffMs = nextBackoff(run.backoffMs);
  return {
    run: enter(run, 'pull-backoff', around.nowMs, backoffMs, {
      backoffMs,
      message: `${words}: ErrImagePull: ${run.message}`,
    }),
    notes: [
      note(around, 'Normal', 'BackOff', words),
      note(around, 'Warning', 'Failed', 'Error: ImagePullBackOff'),
    ],
  };
}

function configure(run: ContainerRun, around: Surroundings, notes: EventNote[]): Step {
  const { nowMs, speed, random, missingReference } = around;
  if (missingReference !== undefined)
    return {
      run: enter(run, 'config-error', nowMs, 2000, { message: missingReference }),
      notes: [...notes, note(around, 'Warning', 'Failed', `Error: ${missingReference}`)],
    };
  const backoffMs = run.exit === undefined ? 0 : run.backoffMs;
  return {
    run: enter(run, 'creating', nowMs, (20 + random() * 40) / speed, { message: undefined, backoffMs }),
    notes,
  };
}

function start(run: ContainerRun, around: Surroundings): Step {
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
function live(run: ContainerRun, around: Surroundings): Step {
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

function afterExit(run: ContainerRun, around: Surroundings): Step {
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

function nextBackoff(ms: number): number {
  return ms === 0 ? FIRST_BACKOFF_MS : Math.min(ms * 2, LAST_BACKOFF_MS);
}

/** A length of time as Go prints it: 10s, 1m20s, 5m0s. */
function inWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
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
