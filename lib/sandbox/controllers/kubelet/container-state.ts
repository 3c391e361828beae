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
