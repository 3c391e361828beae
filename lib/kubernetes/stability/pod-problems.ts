import { type Fields, type KubernetesObject, refOf } from '../manifests/object.ts';
import { listAt, numberAt, textAt } from '../manifests/readers.ts';
import type { Problem } from './contract.ts';

// "Twice": the kubelet backs off after the first failed pull, so this reason means that at least one more was refused or is pointless.
const imageFatal = new Set(['ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull']);
const imageReasons = new Set([...imageFatal, 'ErrImagePull', 'ImageInspectError', 'RegistryUnavailable']);
const configReasons = new Set(['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError']);

/** Restarts of one container after which a crash counts as a crash loop. */
export const crashLoopRestarts = 3;

/** What a pod itself says is wrong. `isFatal` by the rules of the README in this folder. */
export function podProblems(pod: KubernetesObject): Problem[] {
  if (pod.metadata.deletionTimestamp) return [];
  const statuses = [
    ...listAt(pod, 'status', 'initContainerStatuses'),
    ...listAt(pod, 'status', 'containerStatuses'),
  ];
  const containers = statuses.flatMap((status) => containerProblem(pod, status) ?? []);
  return [...containers, ...schedulingProblem(pod), ...evictionProblem(pod)];
}

function containerProblem(pod: KubernetesObject, status: Fields): Problem | undefined {
  const reason = textAt(status, 'state', 'waiting', 'reason') ?? '';
  const message = textAt(status, 'state', 'waiting', 'message') ?? '';
  const container = textAt(status, 'name') ?? '';
  const image = textAt(status, 'image') || imageOf(pod, container);
  const base = { object: refOf(pod), container, image, reason, message };
  const where = `Container ${container} of pod ${pod.metadata.name}`;
  if (imageReasons.has(reason)) {
    return {
      ...base,
      kind: 'image',
      fatal: imageFatal.has(reason),
      sentence: `${where} cannot get its image ${image} (${reason})${message ? `: ${message}` : '.'}`,
    };
  }
  if (configReasons.has(reason)) {
    return {
      ...base,
      kind: 'config',
      // A missing config map may still come; an image without the command will not get one.
      fatal: reason === 'RunContainerError',
      sentence: `${where} cannot be started (${reason})${message ? `: ${message}` : '.'}`,
    };
  }
  return crashProblem(pod, status, base, where);
}

function crashProblem(
  pod: KubernetesObject,
  status: Fields,
  base: Pick<Problem, 'object' | 'container' | 'image' | 'reason' | 'message'>,
  where: string,
): Problem | undefined {
  const restarts = numberAt(status, 'restartCount') ?? 0;
  const isBackingOff = base.reason === 'CrashLoopBackOff';
  const ended = isBackingOff ? status.lastState : status.state;
  const exitCode = numberAt(ended, 'terminated', 'exitCode');
  const isOver = exitCode !== undefined && exitCode !== 0;
  if (!isBackingOff && !(isOver && textAt(pod, 'spec', 'restartPolicy') !== 'Never')) return undefined;
  const endReason = textAt(ended, 'terminated', 'reason') ?? 'Error';
  const code = exitCode === undefined ? '' : `, exit code ${exitCode}`;
  const times = restarts === 1 ? 'once' : `${restarts} times`;
  return {
    ...base,
    kind: 'crash',
    fatal: isBackingOff && restarts >= crashLoopRestarts,
    exitCode,
    restarts,
    reason: base.reason || endReason,
    message: textAt(ended, 'terminated', 'message') ?? base.message,
    sentence: `${where} crashes (${endReason}${code}); it was restarted ${times}.`,
  };
}

function schedulingProblem(pod: KubernetesObject): Problem[] {
  const unscheduled = listAt(pod, 'status', 'conditions').find(
    (condition) =>
      textAt(condition, 'type') === 'PodScheduled' &&
      textAt(condition, 'status') === 'False' &&
      textAt(condition, 'reason') === 'Unschedulable',
  );
  if (!unscheduled) return [];
  const message = textAt(unscheduled, 'message') ?? '';
  return [
    {
      kind: 'scheduling',
      // An autoscaler of nodes, or a pod that ends, may still make room.
      fatal: false,
      object: refOf(pod),
      reason: 'FailedScheduling',
      message,
      sentence: `Pod ${pod.metadata.name} finds no node: ${message || 'the scheduler gives no reason.'}`,
    },
  ];
}

function evictionProblem(pod: KubernetesObject): Problem[] {
  const reason = textAt(pod, 'status', 'reason');
  if (textAt(pod, 'status', 'phase') !== 'Failed' || !reason) return [];
  const message = textAt(pod, 'status', 'message') ?? '';
  return [
    {
      kind: 'node',
      fatal: false,
      object: refOf(pod),
      reason,
      message,
      sentence: `Pod ${pod.metadata.name} was ended by its node (${reason})${message ? `: ${message}` : '.'}`,
    },
  ];
}

function imageOf(pod: KubernetesObject, container: string): string | undefined {
  const all = [...listAt(pod, 'spec', 'initContainers'), ...listAt(pod, 'spec', 'containers')];
  return textAt(
    all.find((one) => textAt(one, 'name') === container),
    'image',
  );
}
