import { sameJson } from '../../store/object.ts';
import { type IntOrPercent, resolveCount } from '../objects/int-or-percent.ts';
import {
  type Condition,
  controllerOf,
  isDeleting,
  keyOf,
  type Stored,
  splitKey,
  wireTime,
} from '../objects/meta.ts';
import { isActive, isReady, type Pod } from '../objects/pod.ts';
import { type LabelSelector, selects } from '../objects/selector.ts';
import type { ReplicaSet } from '../objects/workloads.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection, typed } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';
import { itself } from '../runtime/keys.ts';

interface DisruptionBudget extends Stored {
  spec: { minAvailable?: IntOrPercent; maxUnavailable?: IntOrPercent; selector?: LabelSelector };
  status?: {
    conditions?: Condition[];
    currentHealthy: number;
    desiredHealthy: number;
    disruptionsAllowed: number;
    expectedPods: number;
    observedGeneration?: number;
  };
}

/** Keeps the status of disruption budgets: how many pods may be evicted now. */
export function disruptionController(cluster: Cluster): Controller {
  const budgets = collection<DisruptionBudget>(cluster.store, 'poddisruptionbudgets.policy');
  const replicaSets = collection<ReplicaSet>(cluster.store, 'replicasets.apps');

  function reconcile(key: string): undefined {
    const { namespace, name } = splitKey(key);
    const budget = budgets.get(namespace, name);
    if (!budget) return;
    const pods = cluster.pods.list(
      namespace,
      (pod) => isActive(pod) && selects(budget.spec.selector, pod.metadata.labels),
    );
    if (pods.length === 0)
      cluster.events.record('controllermanager', budget, {
        type: 'Normal',
        reason: 'NoPods',
        message: 'No matching pods found',
      });
    const { minAvailable, maxUnavailable } = budget.spec;
    const isAbsolute = maxUnavailable === undefined && typeof minAvailable === 'number';
    const expectedPods = isAbsolute ? pods.length : expectedScale(pods);
    const desiredHealthy =
      maxUnavailable !== undefined
        ? Math.max(0, expectedPods - resolveCount(maxUnavailable, expectedPods, 'up'))
        : resolveCount(minAvailable, expectedPods, 'up');
    const currentHealthy = pods.filter((pod) => isReady(pod) && !isDeleting(pod)).length;
    const disruptionsAllowed = expectedPods > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0;
    const status = {
      conditions: [conditionOf(budget, disruptionsAllowed > 0)],
      currentHealthy,
      desiredHealthy,
      disruptionsAllowed,
      expectedPods,
      observedGeneration: budget.metadata.generation,
    };
    if (!sameJson(budget.status, status)) budgets.updateStatus(budget, () => status);
  }

  function conditionOf(budget: DisruptionBudget, isAllowed: boolean): Condition {
    const known = budget.status?.conditions?.[0];
    const status = isAllowed ? 'True' : 'False';
    return {
      lastTransitionTime: known?.status === status ? known.lastTransitionTime : wireTime(cluster.store.now()),
      message: '',
      observedGeneration: budget.metadata.generation,
      reason: isAllowed ? 'SufficientPods' : 'InsufficientPods',
      status,
      type: 'DisruptionAllowed',
    };
  }

  /** How many pods the workloads of these pods ask for together. */
  function expectedScale(pods: readonly Pod[]): number {
    const scales = new Map<string, number>();
    for (const pod of pods) {
      const owner = controllerOf(pod);
      if (!owner || scales.has(owner.uid)) continue;
      const { namespace } = pod.metadata;
      const replicaSet = owner.kind === 'ReplicaSet' ? replicaSets.get(namespace, owner.name) : undefined;
      const top = replicaSet && controllerOf(replicaSet);
      const [resource, name, uid] =
        top?.kind === 'Deployment'
          ? ['deployments.apps', top.name, top.uid]
          : [resourceOf(owner.kind), owner.name, owner.uid];
      const scalable = resource && cluster.store.get(resource, namespace, name);
      const replicas = scalable && typed<Stored & { spec?: { replicas?: number } }>(scalable).spec?.replicas;
      if (replicas !== undefined && typeof replicas === 'number') scales.set(uid, replicas);
    }
    return [...scales.values()].reduce((sum, replicas) => sum + replicas, 0);
  }

  return {
    name: 'disruption-controller',
    watches: {
      'poddisruptionbudgets.policy': itself,
      pods: ({ type, object, previous }) => {
        const pod = typed<Pod>(object);
        const before = previous && typed<Pod>(previous);
        const isSame =
          type === 'MODIFIED' &&
          before &&
          isReady(before) === isReady(pod) &&
          isActive(before) === isActive(pod);
        if (isSame) return undefined;
        return budgets
          .list(pod.metadata.namespace, (budget) => selects(budget.spec.selector, pod.metadata.labels))
          .map(keyOf);
      },
    },
    reconcile,
    spacingMs: 100,
  };
}

function resourceOf(kind: string): string | undefined {
  return { ReplicaSet: 'replicasets.apps', StatefulSet: 'statefulsets.apps' }[kind];
}
