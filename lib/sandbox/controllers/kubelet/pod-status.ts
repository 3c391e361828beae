import { findCondition } from '../objects/conditions.ts';
import { type Condition, wireTime } from '../objects/meta.ts';
import type { ContainerState, ContainerStatus, Pod, PodStatus, TerminatedState } from '../objects/pod.ts';
import type { ContainerRun, Exit } from './container-state.ts';
import { containerId, imageId } from './image.ts';
import { isOver, type Member, type PodRun } from './pod-run.ts';

/** The addresses a pod was given. */
interface Addresses {
  hostIP: string;
  podIP: string;
}

/** The status that a kubelet writes for a run. Pure. */
export function podStatus(pod: Pod, run: PodRun, addresses: Addresses, nowMs: number): PodStatus {
  const before = pod.status ?? {};
  const inits = run.members.filter(({ place }) => place !== 'main');
  const mains = run.members.filter(({ place }) => place === 'main');
  const isInitialized = inits.every(isThrough);
  const waitingFor = isInitialized && run.hasSandbox ? 'ContainerCreating' : 'PodInitializing';
  const waiting = inits.length === 0 ? 'ContainerCreating' : waitingFor;
  const phase = phaseOf(pod, run, mains, isInitialized);
  const initStatuses = inits.map((member) => containerStatus(pod, member, 'PodInitializing'));
  const statuses = mains.map((member) => containerStatus(pod, member, waiting));
  const conditions = conditionsOf(pod, run, phase, nowMs);
  return {
    ...(before.qosClass === undefined ? {} : { qosClass: before.qosClass }),
    observedGeneration: pod.metadata.generation,
    phase,
    ...(run.ended ?? {}),
    conditions,
    hostIP: addresses.hostIP,
    hostIPs: [{ ip: addresses.hostIP }],
    ...(run.hasSandbox || pod.spec.hostNetwork
      ? { podIP: addresses.podIP, podIPs: [{ ip: addresses.podIP }] }
      : {}),
    startTime: before.startTime ?? wireTime(new Date(run.seenMs)),
    ...(initStatuses.length === 0 ? {} : { initContainerStatuses: initStatuses }),
    containerStatuses: statuses,
  };
}

function isThrough({ place, run }: Member): boolean {
  return place === 'init'
    ? run.phase === 'done' && run.exit?.code === 0
    : run.isStarted || run.exit !== undefined;
}

function phaseOf(
  pod: Pod,
  run: PodRun,
  mains: readonly Member[],
  isInitialized: boolean,
): PodStatus['phase'] {
  // An ended pod stays as it ended, also while a finalizer holds it after its deletion.
  if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') return pod.status.phase;
  if (run.ended) return 'Failed';
  if (run.isStopped && pod.status?.phase !== 'Running') return 'Failed';
  if (isOver(run)) {
    const isClean = isInitialized && mains.every((member) => member.run.exit?.code === 0);
    return isClean ? 'Succeeded' : 'Failed';
  }
  const hasBegun = ({ run: member }: Member) => member.phase === 'running' || member.exit !== undefined;
  return isInitialized && mains.every(hasBegun) ? 'Running' : 'Pending';
}

function containerStatus(pod: Pod, member: Member, waiting: string): ContainerStatus {
  const { container, run } = member;
  const image = container.image ?? '';
  const hasRun = run.phase === 'running' || run.exit !== undefined;
  const showsExit = run.phase === 'exited' || run.phase === 'done';
  const isFirst = run.restarts === 0 || run.exit === undefined;
  return {
    ...(hasRun ? { containerID: containerId(pod.metadata.uid, container.name, idOf(run)) } : {}),
    image,
    imageID: hasRun ? imageId(image) : '',
    lastState:
      showsExit || isFirst || !run.exit ? {} : { terminated: terminated(pod, container.name, run.exit) },
    name: container.name,
    ready: member.place === 'init' ? run.phase === 'done' && run.exit?.code === 0 : run.isReady,
    restartCount: run.restarts,
    started: run.phase === 'running' && run.isStarted && (member.place !== 'init' || !showsExit),
    state: stateOf(pod, member, waiting),
  };
}

/** Which run of the container the identity is of: the one that runs, or the last that ended. */
function idOf(run: ContainerRun): number {
  return run.phase === 'running' ? run.restarts : (run.exit?.restart ?? 0);
}

function stateOf(pod: Pod, { container, run }: Member, waiting: string): ContainerState {
  const wait = (reason: string): ContainerState => ({
    waiting: { ...(run.message === undefined ? {} : { message: run.message }), reason },
  });
  switch (run.phase) {
    case 'running':
      return { running: { startedAt: wireTime(new Date(run.sinceMs)) } };
    case 'exited':
    case 'done':
      return run.exit ? { terminated: terminated(pod, container.name, run.exit) } : wait(waiting);
    case 'backoff':
      return wait('CrashLoopBackOff');
    case 'pull-failed':
      return wait('ErrImagePull');
    case 'pull-backoff':
      return wait('ImagePullBackOff');
    case 'bad-image':
      return wait('InvalidImageName');
    case 'config-error':
      return wait('CreateContainerConfigError');
    case 'pulling':
      return wait(run.message === undefined ? waiting : 'ImagePullBackOff');
    case 'idle':
    case 'creating':
      return wait(waiting);
    default:
      return run.phase satisfies never;
  }
}

function terminated(pod: Pod, container: string, exit: Exit): TerminatedState {
  return {
    containerID: containerId(pod.metadata.uid, container, exit.restart),
    exitCode: exit.code,
    finishedAt: wireTime(new Date(exit.finishedMs)),
    ...(exit.message === undefined ? {} : { message: exit.message }),
    reason: exit.reason,
    startedAt: wireTime(new Date(exit.startedMs)),
  };
}

function conditionsOf(pod: Pod, run: PodRun, phase: PodStatus['phase'], nowMs: number): Condition[] {
  const mains = run.members.filter(({ place }) => place === 'main');
  const inits = run.members.filter(({ place }) => place !== 'main');
  const serving = run.members.filter(({ place }) => place !== 'init');
  const unready = serving.filter((member) => !member.run.isReady).map(({ container }) => container.name);
  const incomplete = inits.filter((member) => !isThrough(member)).map(({ container }) => container.name);
  const over =
    phase === 'Succeeded'
      ? { reason: 'PodCompleted' }
      : phase === 'Failed'
        ? { reason: 'PodFailed' }
        : undefined;
  const unreadiness = over ?? {
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${unready.join(' ')}]`,
  };
  const areReady = unready.length === 0 && mains.length > 0;
  const missingGate = (pod.spec.readinessGates ?? []).find(
    ({ conditionType }) => findCondition(pod.status?.conditions, conditionType)?.status !== 'True',
  );
  const gate = missingGate && {
    reason: 'ReadinessGatesNotReady',
    message: `corresponding condition of pod readiness gate "${missingGate.conditionType}" does not exist.`,
  };
  const hasLiveSandbox = run.hasSandbox && !isOver(run);
  const noSandbox = {
    reason: 'PodSandboxNotReady',
    message: run.hasSandbox ? 'pod sandbox is not ready' : 'no pod sandbox exists',
  };
  const wanted: [string, boolean, { reason: string; message?: string } | undefined][] = [
    ['PodReadyToStartContainers', hasLiveSandbox, hasLiveSandbox ? undefined : noSandbox],
    [
      'Initialized',
      incomplete.length === 0,
      phase === 'Succeeded'
        ? over
        : incomplete.length === 0
          ? undefined
          : {
              reason: 'ContainersNotInitialized',
              message: `containers with incomplete status: [${incomplete.join(' ')}]`,
            },
    ],
    ['Ready', areReady && !gate, areReady ? gate : unreadiness],
    ['ContainersReady', areReady, areReady ? undefined : unreadiness],
    ['PodScheduled', true, undefined],
  ];
  const own = new Set(wanted.map(([type]) => type));
  const foreign = (pod.status?.conditions ?? []).filter(({ type }) => !own.has(type));
  const now = wireTime(new Date(nowMs));
  return [
    ...wanted.map(([type, isTrue, why]): Condition => {
      const known = findCondition(pod.status?.conditions, type);
      const status = isTrue ? 'True' : 'False';
      return {
        lastProbeTime: null,
        lastTransitionTime: known?.status === status ? known.lastTransitionTime : now,
        ...(why?.message === undefined ? {} : { message: why.message }),
        observedGeneration: pod.metadata.generation,
        ...(why === undefined ? {} : { reason: why.reason }),
        status,
        type,
      };
    }),
    ...foreign,
  ];
}
