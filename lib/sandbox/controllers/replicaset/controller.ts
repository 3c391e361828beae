import { sameJson } from '../../store/object.ts';
import { controllerOf, isDeleting, splitKey } from '../objects/meta.ts';
import { isActive, type Pod } from '../objects/pod.ts';
import { isEmptySelector, selects } from '../objects/selector.ts';
import type { ReplicaSet } from '../objects/workloads.ts';
import { claim } from '../runtime/claim.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection } from '../runtime/collection.ts';
import { type Controller, RETRY } from '../runtime/controller.ts';
import { createPod, deletePod, podFromTemplate } from '../runtime/create-pod.ts';
import { controllerKey, itself } from '../runtime/keys.ts';
import { statusOf, surplusOrLack } from './plan.ts';
import { rankForDeletion } from './rank.ts';

// Enough to be quick, few enough that requests are answered in between.
const BATCH = 100;

/** The ReplicaSet, and the elder kind it came from, whose selector is a bare map of labels. */
const SHAPES = {
  ReplicaSet: { resource: 'replicasets.apps', component: 'replicaset-controller' },
  ReplicationController: { resource: 'replicationcontrollers', component: 'replication-controller' },
} as const;

/** Keeps the number of pods of each ReplicaSet, or of each ReplicationController. */
export function replicaSetController(cluster: Cluster, kind: keyof typeof SHAPES = 'ReplicaSet'): Controller {
  const { resource, component } = SHAPES[kind];
  const stored = collection<ReplicaSet>(cluster.store, resource);
  const shaped = kind === 'ReplicaSet' ? (object: ReplicaSet) => object : asReplicaSet;
  const replicaSets = {
    ...stored,
    get: (namespace: string | undefined, name: string) => {
      const found = stored.get(namespace, name);
      return found && shaped(found);
    },
    list: (namespace: string | undefined, matches: (object: ReplicaSet) => boolean) =>
      stored.list(namespace, (object) => matches(shaped(object))),
    controlledBy: (uid: string) => stored.controlledBy(uid).map(shaped),
  };

  function reconcile(key: string): number | typeof RETRY | undefined {
    const { namespace, name } = splitKey(key);
    const replicaSet = replicaSets.get(namespace, name);
    if (!replicaSet || isEmptySelector(replicaSet.spec.selector)) return undefined;
    const pods = claim(replicaSet, replicaSet.spec.selector, cluster.pods, cluster.orphans);
    const lack = surplusOrLack(replicaSet, pods);
    let failure: string | undefined;
    if (lack > 0) failure = grow(replicaSet, Math.min(lack, BATCH));
    else if (lack < 0) shrink(replicaSet, pods, Math.min(-lack, BATCH));

    const present = lack === 0 ? pods : cluster.pods.controlledBy(replicaSet.metadata.uid);
    const { status, againMs } = statusOf(replicaSet, present, failure, cluster.store.now());
    const { terminatingReplicas, ...elder } = status;
    const written = kind === 'ReplicaSet' ? { ...elder, terminatingReplicas } : elder;
    if (!sameJson(replicaSet.status, written)) replicaSets.updateStatus(replicaSet, () => written);
    if (failure !== undefined) return RETRY;
    return Math.abs(lack) > BATCH ? 0 : againMs;
  }

  /** Creates pods until one is refused: then the rest would be, too. */
  function grow(replicaSet: ReplicaSet, count: number): string | undefined {
    for (let i = 0; i < count; i++) {
      const draft = podFromTemplate(cluster, replicaSet, replicaSet.spec.template);
      const made = createPod(cluster, component, replicaSet, draft);
      if ('failure' in made) return made.failure;
    }
    return undefined;
  }

  function shrink(replicaSet: ReplicaSet, pods: readonly Pod[], count: number): void {
    const active = pods.filter(isActive);
    const ranked = rankForDeletion(active, relatives(replicaSet), cluster.store.now().getTime());
    for (const pod of ranked.slice(0, count)) deletePod(cluster, component, replicaSet, pod);
  }

  /** The pods of all generations of the same deployment; crowded nodes are relieved first. */
  function relatives(replicaSet: ReplicaSet): Pod[] {
    const owner = controllerOf(replicaSet);
    const family = owner ? replicaSets.controlledBy(owner.uid) : [replicaSet];
    return family.flatMap((member) =>
      cluster.pods.controlledBy(member.metadata.uid).filter((pod) => isActive(pod)),
    );
  }

  return {
    name: component,
    watches: {
      [resource]: itself,
      pods: (event) => {
        const byOwner = controllerKey(kind)(event);
        const { namespace, labels, ownerReferences } = event.object.metadata;
        const isFree = !ownerReferences?.some((reference) => reference.controller);
        if (byOwner !== undefined || event.type === 'DELETED' || !isFree) return byOwner;
        if (event.previous && event.previous.metadata.labels === labels) return undefined;
        return replicaSets
          .list(namespace, (set) => !isDeleting(set) && selects(set.spec.selector, labels))
          .map((set) => `${namespace}/${set.metadata.name}`);
      },
    },
    reconcile,
    spacingMs: 15,
  };
}

function asReplicaSet(object: ReplicaSet): ReplicaSet {
  const matchLabels = object.spec.selector as Record<string, string> | undefined;
  return { ...object, spec: { ...object.spec, selector: { matchLabels: matchLabels ?? {} } } };
}
