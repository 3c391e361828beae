import { compact } from '../objects/compact.ts';
import { resolveCount } from '../objects/int-or-percent.ts';
import { isDeleting, type Stored } from '../objects/meta.ts';
import type { Node } from '../objects/node.ts';
import { availability, isReady, type Pod } from '../objects/pod.ts';
import type { DaemonSet, DaemonSetStatus } from '../objects/workloads.ts';
import type { EventNote } from '../runtime/events.ts';
import { isTolerated, isWanted } from '../scheduler/fit.ts';
import { daemonTolerations, targetNode } from './tolerations.ts';

export const HASH_LABEL = 'controller-revision-hash';

/** What one look at a daemon set decides. */
interface DaemonSetPlan {
  /** Nodes to create a pod for. */
  create: string[];
  remove: Pod[];
  notes: EventNote[];
  status: DaemonSetStatus;
  againMs: number | undefined;
}

/** What a plan is made from. */
interface DaemonSetView {
  set: DaemonSet;
  nodes: readonly Node[];
  pods: readonly Pod[];
  hash: string;
  now: Date;
}

/** Decides about a daemon set: a pod on every fitting node, replaced a few at a time. Pure. */
export function planDaemonSet(view: DaemonSetView): DaemonSetPlan {
  const { set, nodes, pods, now } = view;
  const byNode = new Map<string, Pod[]>();
  for (const pod of [...pods].sort(oldestFirst)) {
    const node = targetNode(pod.spec);
    if (node) byNode.set(node, [...(byNode.get(node) ?? []), pod]);
  }
  const plan: DaemonSetPlan = {
    create: [],
    remove: [],
    notes: [],
    status: count(view, byNode),
    againMs: undefined,
  };
  const minReady = set.spec.minReadySeconds ?? 0;
  const waits = pods.flatMap((pod) => availability(pod, minReady, now.getTime()).remainingMs ?? []);
  if (waits.length > 0) plan.againMs = Math.min(...waits);
  if (isDeleting(set)) return plan;
  for (const node of nodes) keepOne(view, plan, node, byNode.get(node.metadata.name) ?? []);
  const type = set.spec.updateStrategy?.type ?? 'RollingUpdate';
  if (type === 'RollingUpdate') replaceOld(view, plan, byNode);
  return plan;
}

/** Whether the set wants a pod on the node, and whether one that is there may stay. */
function placement(set: DaemonSet, node: Node): { shouldRun: boolean; mayStay: boolean } {
  const { spec } = set.spec.template;
  const probe = { apiVersion: 'v1', kind: 'Pod', metadata: set.metadata, spec };
  if (isDeleting(node) || !isWanted(probe, node)) return { shouldRun: false, mayStay: false };
  const tolerations = daemonTolerations(spec);
  const refused = (node.spec?.taints ?? []).filter((taint) => !isTolerated(taint, tolerations));
  return {
    shouldRun: !refused.some(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute'),
    mayStay: !refused.some(({ effect }) => effect === 'NoExecute'),
  };
}

function keepOne({ set, hash }: DaemonSetView, plan: DaemonSetPlan, node: Node, pods: readonly Pod[]): void {
  const { shouldRun, mayStay } = placement(set, node);
  const alive = pods.filter((pod) => !isDeleting(pod));
  if (!mayStay) {
    plan.remove.push(...alive);
    return;
  }
  const running: Pod[] = [];
  for (const pod of alive) {
    const phase = pod.status?.phase;
    if (phase !== 'Failed' && phase !== 'Succeeded') {
      running.push(pod);
      continue;
    }
    plan.remove.push(pod);
    const where = `daemon pod ${pod.metadata.namespace}/${pod.metadata.name} on node ${node.metadata.name}`;
    plan.notes.push(
      phase === 'Failed'
        ? {
            type: 'Warning',
            reason: 'FailedDaemonPod',
            message: `Found failed ${where}, will try to kill it`,
          }
        : {
            type: 'Normal',
            reason: 'SucceededDaemonPod',
            message: `Found succeeded ${where}, will try to delete it`,
          },
    );
  }
  if (shouldRun && pods.length === 0) plan.create.push(node.metadata.name);
  if (surgeOf(set, 1) === 0) plan.remove.push(...running.slice(1));
  else {
    if (shouldRun && pods.length > 0 && running.length === 0) plan.create.push(node.metadata.name);
    const fresh = running.filter((pod) => pod.metadata.labels?.[HASH_LABEL] === hash);
    const old = running.filter((pod) => pod.metadata.labels?.[HASH_LABEL] !== hash);
    plan.remove.push(...fresh.slice(1), ...old.slice(1));
  }
}

function replaceOld(view: DaemonSetView, plan: DaemonSetPlan, byNode: ReadonlyMap<string, Pod[]>): void {
  const { set, nodes, hash, now } = view;
  const desired = plan.status.desiredNumberScheduled;
  const surge = surgeOf(set, desired);
  const rolling = set.spec.updateStrategy?.rollingUpdate;
  const maxUnavailable =
    surge > 0 ? 0 : Math.max(1, resolveCount(rolling?.maxUnavailable ?? 1, desired, 'up'));
  const minReady = set.spec.minReadySeconds ?? 0;
  const isAvailable = (pod: Pod) => availability(pod, minReady, now.getTime()).available;
  let unavailable = 0;
  let surging = 0;
  const replaceable: Pod[] = [];
  const growable: string[] = [];
  for (const node of nodes) {
    if (!placement(set, node).shouldRun) continue;
    const pods = (byNode.get(node.metadata.name) ?? []).filter((pod) => !isDeleting(pod));
    const fresh = pods.find((pod) => pod.metadata.labels?.[HASH_LABEL] === hash);
    const old = pods.find((pod) => pod.metadata.labels?.[HASH_LABEL] !== hash);
    if (!old) {
      if (!fresh || !isAvailable(fresh)) unavailable++;
      continue;
    }
    if (surge === 0) {
      if (fresh) unavailable++;
      else if (isAvailable(old)) replaceable.push(old);
      else {
        // A pod that serves nobody can be replaced at once.
        plan.remove.push(old);
        unavailable++;
      }
    } else if (!fresh) {
      if (isAvailable(old)) growable.push(node.metadata.name);
      else plan.create.push(node.metadata.name);
    } else if (isAvailable(fresh)) plan.remove.push(old);
    else surging++;
  }
  plan.remove.push(...replaceable.slice(0, Math.max(0, maxUnavailable - unavailable)));
  plan.create.push(...growable.slice(0, Math.max(0, surge - surging)));
}

function surgeOf(set: DaemonSet, desired: number): number {
  if ((set.spec.updateStrategy?.type ?? 'RollingUpdate') !== 'RollingUpdate') return 0;
  return resolveCount(set.spec.updateStrategy?.rollingUpdate?.maxSurge, desired, 'up');
}

function count(view: DaemonSetView, byNode: ReadonlyMap<string, Pod[]>): DaemonSetStatus {
  const { set, nodes, hash, now } = view;
  const status: DaemonSetStatus = {
    currentNumberScheduled: 0,
    desiredNumberScheduled: 0,
    numberMisscheduled: 0,
    numberReady: 0,
    numberAvailable: 0,
    numberUnavailable: 0,
    updatedNumberScheduled: 0,
    observedGeneration: set.metadata.generation,
    conditions: set.status?.conditions,
  };
  let available = 0;
  let updated = 0;
  for (const node of nodes) {
    const pod = byNode.get(node.metadata.name)?.[0];
    if (!placement(set, node).shouldRun) {
      if (pod) status.numberMisscheduled++;
      continue;
    }
    status.desiredNumberScheduled++;
    if (!pod) continue;
    status.currentNumberScheduled++;
    if (isReady(pod)) status.numberReady++;
    if (availability(pod, set.spec.minReadySeconds ?? 0, now.getTime()).available) available++;
    if (pod.metadata.labels?.[HASH_LABEL] === hash) updated++;
  }
  return compact(
    {
      ...status,
      numberAvailable: available,
      numberUnavailable: status.desiredNumberScheduled - available,
      updatedNumberScheduled: updated,
    },
    ['currentNumberScheduled', 'desiredNumberScheduled', 'numberMisscheduled', 'numberReady'],
  );
}

function oldestFirst(a: Stored, b: Stored): number {
  return a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1;
}
