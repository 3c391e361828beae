// A pod on a simulated node: the sandbox comes up, init containers run one after the other (sidecars stay), then all main
// containers at once; a delete stops what runs and, a moment later, the pod is gone.
import { isDeleting, millisOf } from '../objects/meta.ts';
import type { Container, Pod } from '../objects/pod.ts';
import type { EventNote } from '../runtime/events.ts';
import { type Behavior, behaviorOf, type Place } from './behavior.ts';
import { stepContainer } from './container-run.ts';
import { type ContainerRun, idleRun, type Step, type Surroundings } from './container-state.ts';
import { stoppingNote } from './container-step.ts';

/** One container of a pod and how far it is. */
export interface Member {
  container: Container;
  place: Place;
  behavior: Behavior;
  run: ContainerRun;
}

/** How far a pod is. The members are in the order they begin. */
export interface PodRun {
  uid: string;
  /** When the kubelet first saw the pod, and when its sandbox (network, address) is up. */
  seenMs: number;
  sandboxMs: number;
  hasSandbox: boolean;
  members: Member[];
  /** When the containers are to be gone, once a delete was asked for. */
  stopMs: number | undefined;
  isStopped: boolean;
  /** Why the node ended the pod, when it did. */
  ended: { reason: string; message: string } | undefined;
  /** A volume that cannot be mounted, already told. */
  mountProblem: string | undefined;
}

/** What the node and the cluster give to a step of a pod. */
export interface NodeView {
  nowMs: number;
  speed: number;
  random: () => number;
  hasImage(reference: string): boolean;
  missingReference(pod: Pod, container: Container): string | undefined;
  missingVolume(pod: Pod): string | undefined;
}

/** What a step of a pod gives: events, the images that arrived, and when to look again. */
interface PodStep {
  notes: EventNote[];
  pulled: string[];
  dueMs: number | undefined;
}

const STOP_MS = 300;
const MOUNT_RETRY_MS = 2000;

/** Where each container of the pod stands. */
export function placeOf(container: Container, isInit: boolean): Place {
  if (!isInit) return 'main';
  return container.restartPolicy === 'Always' ? 'sidecar' : 'init';
}

/** The run of a pod that the node has just been given. */
export function newPodRun(pod: Pod, view: NodeView): PodRun {
  const member = (container: Container, isInit: boolean): Member => {
    const place = placeOf(container, isInit);
    return { container, place, behavior: behaviorOf(pod, container, place), run: idleRun(view.nowMs) };
  };
  return {
    uid: pod.metadata.uid,
    seenMs: view.nowMs,
    sandboxMs: view.nowMs + (60 + view.random() * 90) / view.speed,
    hasSandbox: false,
    members: [
      ...(pod.spec.initContainers ?? []).map((container) => member(container, true)),
      ...pod.spec.containers.map((container) => member(container, false)),
    ],
    stopMs: undefined,
    isStopped: false,
    ended: undefined,
    mountProblem: undefined,
  };
}

/** Brings the run of a pod up to now. Changes the run it is given, which belongs to this pod alone. */
export function stepPod(pod: Pod, run: PodRun, view: NodeView): PodStep {
  const notes: EventNote[] = [];
  const pulled: string[] = [];
  if (isDeleting(pod)) return stop(pod, run, view, notes);
  if (run.ended) return { notes, pulled, dueMs: undefined };
  const deadline = deadlineMs(pod, run);
  if (deadline !== undefined && deadline <= view.nowMs) return overrun(run, view, notes);
  if (!run.hasSandbox) {
    if (view.nowMs < run.sandboxMs) return { notes, pulled, dueMs: run.sandboxMs };
    const problem = view.missingVolume(pod);
    if (problem !== undefined) {
      if (problem !== run.mountProblem)
        notes.push({ type: 'Warning', reason: 'FailedMount', message: problem });
      run.mountProblem = problem;
      run.sandboxMs = view.nowMs + MOUNT_RETRY_MS;
      return { notes, pulled, dueMs: run.sandboxMs };
    }
    run.hasSandbox = true;
  }
  for (const member of begun(run.members)) {
    for (const step of steps(pod, member, view)) {
      member.run = step.run;
      notes.push(...step.notes);
      if (step.pulled) pulled.push(member.container.image ?? '');
    }
  }
  // Sidecars serve the main containers and end with them.
  if (isOver(run)) endAll(run, view, 0, 'Completed');
  const dues = begun(run.members).map(({ run: { phase, dueMs } }) => (phase === 'idle' ? view.nowMs : dueMs));
  return { notes, pulled, dueMs: earliest([...dues, deadline]) };
}

/** Steps of a member until nothing more is due now. */
function* steps(pod: Pod, member: Member, view: NodeView): Generator<Step> {
  const { container, behavior, place } = member;
  for (let guard = 0; guard < 10; guard++) {
    const before = member.run;
    const due = before.phase === 'idle' || (before.dueMs !== undefined && before.dueMs <= view.nowMs);
    if (!due) return;
    const around: Surroundings = {
      pod,
      container,
      behavior,
      place,
      nowMs: view.nowMs,
      speed: view.speed,
      random: view.random,
      hasImage: view.hasImage(container.image ?? ''),
      missingReference: view.missingReference(pod, container),
    };
    yield stepContainer(before, around);
  }
}

/** The members whose turn has come: init containers wait for each other, the main ones for all of them. */
function begun(members: readonly Member[]): Member[] {
  const list: Member[] = [];
  for (const member of members) {
    list.push(member);
    if (member.place === 'main') continue;
    const { phase, exit, isStarted } = member.run;
    const isThrough =
      member.place === 'init' ? phase === 'done' && exit?.code === 0 : phase === 'running' && isStarted;
    // Once a main container has begun, a sidecar that restarts no longer holds anything back.
    const isLate = members.some((other) => other.place === 'main' && other.run.phase !== 'idle');
    if (!isThrough && !isLate) return list;
  }
  return list;
}

/** Every main container has ended for good, or an init container has and the rest will never begin. */
export function isOver(run: PodRun): boolean {
  if (run.ended || run.isStopped) return true;
  const failedInit = run.members.some(
    ({ place, run: { phase, exit } }) => place === 'init' && phase === 'done' && exit?.code !== 0,
  );
  return failedInit || run.members.every(({ place, run: { phase } }) => place !== 'main' || phase === 'done');
}

function stop(pod: Pod, run: PodRun, view: NodeView, notes: EventNote[]): PodStep {
  if (run.stopMs === undefined) {
    const running = run.members.filter((member) => member.run.phase === 'running');
    notes.push(...running.map(({ container, place }) => stoppingNote(container, place)));
    const grace = (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000;
    run.stopMs = view.nowMs + (running.length === 0 ? 0 : Math.min(grace, STOP_MS / view.speed));
  }
  if (view.nowMs < run.stopMs) return { notes, pulled: [], dueMs: run.stopMs };
  // Servers end cleanly when told to stop; work cut short has failed.
  if ((pod.spec.restartPolicy ?? 'Always') === 'Always') endAll(run, view, 0, 'Completed');
  else endAll(run, view, 137, 'Error');
  run.isStopped = true;
  return { notes, pulled: [], dueMs: undefined };
}

function overrun(run: PodRun, view: NodeView, notes: EventNote[]): PodStep {
  const message = 'Pod was active on the node longer than the specified deadline';
  run.ended = { reason: 'DeadlineExceeded', message };
  endAll(run, view, 137, 'Error');
  notes.push({ type: 'Normal', reason: 'DeadlineExceeded', message });
  return { notes, pulled: [], dueMs: undefined };
}

function endAll(run: PodRun, view: NodeView, code: number, reason: string): void {
  for (const member of run.members) {
    const { phase, sinceMs, restarts } = member.run;
    if (phase !== 'running') {
      member.run = { ...member.run, isReady: false, dueMs: undefined };
      continue;
    }
    const exit = {
      code,
      reason,
      message: undefined,
      startedMs: sinceMs,
      finishedMs: view.nowMs,
      restart: restarts,
    };
    member.run = { ...member.run, phase: 'done', exit, isReady: false, isStarted: false, dueMs: undefined };
  }
}

function deadlineMs(pod: Pod, run: PodRun): number | undefined {
  const seconds = pod.spec.activeDeadlineSeconds;
  if (seconds === undefined || isOver(run)) return undefined;
  return (millisOf(pod.status?.startTime) || run.seenMs) + seconds * 1000;
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const set = times.filter((time) => time !== undefined);
  return set.length === 0 ? undefined : Math.min(...set);
}
