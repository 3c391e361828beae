import { type KubernetesObject, listAt, numberAt, textAt } from '#lib/kubernetes/index.ts';
import type { Instance, PodHealth } from './schema.ts';

/** Kubernetes' reasons in words for people; one that is missing here is shown as it is. */
const WORDS: Record<string, string> = {
  CrashLoopBackOff: 'Crash loop',
  ImagePullBackOff: 'Image cannot be pulled',
  ErrImagePull: 'Image cannot be pulled',
  ErrImageNeverPull: 'Image is not on the node',
  InvalidImageName: 'Image name is not valid',
  CreateContainerConfigError: 'Configuration is missing',
  CreateContainerError: 'Container cannot be created',
  RunContainerError: 'Container cannot start',
  OOMKilled: 'Out of memory',
  Unschedulable: 'No node has room',
};
const WAITING_IN_PEACE = new Set(['ContainerCreating', 'PodInitializing']);

/** The cache replaces an object when it changes and never writes into it, so what was read of one holds as long as it lives. */
const known = new WeakMap<KubernetesObject, Instance>();

/** Reads what a pod's square shows. */
export function toInstance(pod: KubernetesObject): Instance {
  const before = known.get(pod);
  if (before) return before;
  const instance = readInstance(pod);
  known.set(pod, instance);
  return instance;
}

function readInstance(pod: KubernetesObject): Instance {
  const containers = listAt(pod, 'status', 'containerStatuses');
  return {
    name: pod.metadata.name ?? '',
    ...healthOf(pod),
    restarts: containers.reduce((sum, container) => sum + (numberAt(container, 'restartCount') ?? 0), 0),
    node: textAt(pod, 'spec', 'nodeName') ?? '',
    createdAt: pod.metadata.creationTimestamp ?? '',
  };
}

const URGENCY: Readonly<Record<PodHealth, number>> = {
  failing: 0,
  unknown: 1,
  starting: 2,
  terminating: 3,
  ready: 4,
  completed: 5,
};

/** Orders pods by what one would look at first; within that the newest. */
export function troubledFirst(a: KubernetesObject, b: KubernetesObject): number {
  const [one, other] = [toInstance(a), toInstance(b)];
  return URGENCY[one.health] - URGENCY[other.health] || other.createdAt.localeCompare(one.createdAt);
}

/** A pod's health and, unless it is well, why in a word or two. */
export function healthOf(pod: KubernetesObject): { health: PodHealth; reason: string } {
  if (pod.metadata.deletionTimestamp) return { health: 'terminating', reason: 'Terminating' };
  const phase = textAt(pod, 'status', 'phase');
  if (phase === 'Succeeded') return { health: 'completed', reason: 'Completed' };
  if (phase === 'Failed')
    return { health: 'failing', reason: worded(textAt(pod, 'status', 'reason') ?? 'Failed') };
  const trouble = troubleOf(pod);
  if (trouble) return { health: 'failing', reason: worded(trouble) };
  const conditions = listAt(pod, 'status', 'conditions');
  const isUnschedulable = conditions.some(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable',
  );
  if (isUnschedulable) return { health: 'failing', reason: worded('Unschedulable') };
  if (conditions.some(({ type, status }) => type === 'Ready' && status === 'True'))
    return { health: 'ready', reason: '' };
  if (!phase || phase === 'Unknown') return { health: 'unknown', reason: 'Nothing reported yet' };
  return { health: 'starting', reason: phase === 'Running' ? 'Not ready' : 'Starting' };
}

/** Why a container is kept from running, in Kubernetes' word. */
function troubleOf(pod: KubernetesObject): string | undefined {
  const statuses = [
    ...listAt(pod, 'status', 'initContainerStatuses'),
    ...listAt(pod, 'status', 'containerStatuses'),
  ];
  for (const status of statuses) {
    const waiting = textAt(status, 'state', 'waiting', 'reason');
    if (waiting && !WAITING_IN_PEACE.has(waiting)) return waiting;
    const exitCode = numberAt(status, 'state', 'terminated', 'exitCode') ?? 0;
    if (exitCode !== 0) return textAt(status, 'state', 'terminated', 'reason') ?? `exit code ${exitCode}`;
  }
  return undefined;
}

function worded(reason: string): string {
  return WORDS[reason] ?? reason;
}
