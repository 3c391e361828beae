import { compact } from '../objects/compact.ts';
import { resolveCount } from '../objects/int-or-percent.ts';
import { isDeleting } from '../objects/meta.ts';
import { availability, isFinished, isReady, type Pod } from '../objects/pod.ts';
import type { StatefulSet, StatefulSetStatus } from '../objects/workloads.ts';

/** What one look at a stateful set decides. */
export interface StatefulSetPlan {
  create: { ordinal: number; revision: string }[];
  remove: Pod[];
  /** Pods above the size, on their way out. */
  condemned: Pod[];
  /** Pods that wait to be placed and may lack a claim. */
  ensureClaims: number[];
  status: StatefulSetStatus;
  againMs: number | undefined;
}

/** What a plan is made from. */
interface StatefulSetView {
  set: StatefulSet;
  pods: readonly Pod[];
  currentRevision: string;
  updateRevision: string;
  now: Date;
}

export const REVISION_LABEL = 'controller-revision-hash';

/** The number at the end of a pod's name; nothing when it is not a pod of this set's making. */
function ordinalOf(set: StatefulSet, pod: Pod): number | undefined {
  const prefix = `${set.metadata.name}-`;
  const { name } = pod.metadata;
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return /^\d+$/.test(rest) ? Number(rest) : undefined;
}

/** Decides about a stateful set by the real controller's rules: one pod after the other, unless it is parallel. Pure. */
export function planStatefulSet(view: StatefulSetView): StatefulSetPlan {
  const { set, pods, now } = view;
  const start = set.spec.ordinals?.start ?? 0;
  const size = set.spec.replicas ?? 1;
  const isParallel = set.spec.podManagementPolicy === 'Parallel';
  const minReady = set.spec.minReadySeconds ?? 0;
  const plan: StatefulSetPlan = {
    create: [],
    remove: [],
    condemned: [],
    ensureClaims: [],
    status: count(view),
    againMs: waitingMs(pods, minReady, now),
  };
  if (isDeleting(set)) return plan;

  const slots = new Map<number, Pod>();
  const condemned: { ordinal: number; pod: Pod }[] = [];
  for (const pod of pods) {
    const ordinal = ordinalOf(set, pod);
    if (ordinal === undefined) continue;
    if (ordinal >= start && ordinal < start + size) slots.set(ordinal, pod);
    else condemned.push({ ordinal, pod });
  }
  condemned.sort((a, b) => b.ordinal - a.ordinal);
  plan.condemned = condemned.map(({ pod }) => pod);
  const isAvailable = (pod: Pod) => isReady(pod) && availability(pod, minReady, now.getTime()).available;

  for (let ordinal = start; ordinal < start + size; ordinal++) {
    const pod = slots.get(ordinal);
    if (!pod) {
      plan.create.push({ ordinal, revision: revisionFor(view, ordinal - start) });
      if (!isParallel) return plan;
      continue;
    }
    if (isFinished(pod)) {
      if (!isDeleting(pod)) plan.remove.push(pod);
      if (!isParallel) return plan;
      continue;
    }
    if (pod.status?.phase === 'Pending') plan.ensureClaims.push(ordinal);
    if (!isParallel && (isDeleting(pod) || !isAvailable(pod))) return plan;
  }

  if (condemned.length > 0) {
    scaleDown(plan, condemned, isParallel, (pod) => isReady(pod) && !isDeleting(pod));
    if (!isParallel) return plan;
  }
  if (plan.create.length > 0 || set.spec.updateStrategy?.type === 'OnDelete') return plan;
  update(view, plan, slots, start, size, (pod) => isAvailable(pod) && !isDeleting(pod));
  return plan;
}

/** Pods above the size go from the top down; the ordered way waits for each, and for unhealthy lower ones. */
function scaleDown(
  plan: StatefulSetPlan,
  condemned: readonly { pod: Pod }[],
  isParallel: boolean,
  isHealthy: (pod: Pod) => boolean,
): void {
  if (isParallel) {
    plan.remove.push(...condemned.map(({ pod }) => pod).filter((pod) => !isDeleting(pod)));
    return;
  }
  const top = condemned[0]?.pod;
  if (!top || isDeleting(top)) return;
  const lowestUnhealthy = [...condemned].reverse().find(({ pod }) => !isHealthy(pod))?.pod;
  if (lowestUnhealthy && lowestUnhealthy !== top && !isReady(top)) return;
  plan.remove.push(top);
}

/** Replaces pods of older revisions, from the highest ordinal down to the partition. */
function update(
  { set, updateRevision }: StatefulSetView,
  plan: StatefulSetPlan,
  slots: ReadonlyMap<number, Pod>,
  start: number,
  size: number,
  isAvailable: (pod: Pod) => boolean,
): void {
  const rolling = set.spec.updateStrategy?.rollingUpdate;
  const partition = rolling?.partition ?? 0;
  const limit = Math.max(1, resolveCount(rolling?.maxUnavailable ?? 1, size, 'up'));
  const isOld = (pod: Pod) => pod.metadata.labels?.[REVISION_LABEL] !== updateRevision;
  const all = [...slots].sort(([a], [b]) => b - a);
  const unavailable = all.filter(([, pod]) => !isAvailable(pod));
  const isParallel = set.spec.podManagementPolicy === 'Parallel';
  const replaceable = all.filter(
    ([ordinal, pod]) => ordinal - start >= partition && isOld(pod) && !isDeleting(pod),
  );
  let budget = limit - unavailable.length;
  for (const [, pod] of replaceable) {
    const costsNothing = isParallel && !isAvailable(pod);
    if (!costsNothing && budget <= 0) continue;
    if (!costsNothing) budget--;
    plan.remove.push(pod);
    plan.status = { ...plan.status, currentReplicas: Math.max(0, (plan.status.currentReplicas ?? 0) - 1) };
  }
}

/** Which revision a missing pod is made from. */
function revisionFor({ set, currentRevision, updateRevision }: StatefulSetView, index: number): string {
  const { type = 'RollingUpdate', rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type !== 'RollingUpdate') return updateRevision;
  const kept = rollingUpdate ? (rollingUpdate.partition ?? 0) : (set.status?.currentReplicas ?? 0);
  return index < kept ? currentRevision : updateRevision;
}

function count({ set, pods, currentRevision, updateRevision, now }: StatefulSetView): StatefulSetStatus {
  const size = set.spec.replicas ?? 1;
  const minReady = set.spec.minReadySeconds ?? 0;
  const ready = pods.filter((pod) => pod.status?.phase === 'Running' && isReady(pod));
  const staying = pods.filter((pod) => !isDeleting(pod));
  const withRevision = (name: string) =>
    staying.filter((pod) => pod.metadata.labels?.[REVISION_LABEL] === name).length;
  const status: StatefulSetStatus = {
    observedGeneration: set.metadata.generation,
    replicas: pods.length,
    readyReplicas: ready.length,
    availableReplicas: ready.filter((pod) => availability(pod, minReady, now.getTime()).available).length,
    currentReplicas: withRevision(currentRevision),
    updatedReplicas: withRevision(updateRevision),
    currentRevision,
    updateRevision,
    collisionCount: set.status?.collisionCount ?? 0,
    conditions: set.status?.conditions,
  };
  const isRolling = (set.spec.updateStrategy?.type ?? 'RollingUpdate') === 'RollingUpdate';
  const isDone = [status.updatedReplicas, status.readyReplicas, status.replicas].every((n) => n === size);
  return isRolling && isDone
    ? { ...status, currentReplicas: status.updatedReplicas, currentRevision: updateRevision }
    : status;
}

function waitingMs(pods: readonly Pod[], minReady: number, now: Date): number | undefined {
  const waits = pods
    .map((pod) => availability(pod, minReady, now.getTime()).remainingMs)
    .filter((ms) => ms !== undefined);
  return waits.length === 0 ? undefined : Math.min(...waits);
}

/** The status as it is written. */
export function wireStatus(status: StatefulSetStatus): StatefulSetStatus {
  return compact(status, ['replicas', 'availableReplicas', 'collisionCount']);
}
