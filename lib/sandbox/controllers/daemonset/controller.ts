import { sameJson } from '../../store/object.ts';
import { isDeleting, keyOf, splitKey, withAnnotations } from '../objects/meta.ts';
import { templateHash } from '../objects/names.ts';
import type { Node } from '../objects/node.ts';
import { isEmptySelector } from '../objects/selector.ts';
import type { DaemonSet } from '../objects/workloads.ts';
import { syncHistory, truncateHistory } from '../revisions/history.ts';
import { claim } from '../runtime/claim.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection } from '../runtime/collection.ts';
import { type Controller, RETRY } from '../runtime/controller.ts';
import { createPod, deletePod, podFromTemplate } from '../runtime/create-pod.ts';
import { controllerKey, isStatusOnly, itself } from '../runtime/keys.ts';
import { HASH_LABEL, planDaemonSet } from './plan.ts';
import { specForNode } from './tolerations.ts';

const COMPONENT = 'daemonset-controller';
const GENERATION = 'deprecated.daemonset.template.generation';

/** Keeps daemon sets: one pod on every node that fits. */
export function daemonSetController(cluster: Cluster): Controller {
  const sets = collection<DaemonSet>(cluster.store, 'daemonsets.apps');
  const nodes = collection<Node>(cluster.store, 'nodes');

  function reconcile(key: string): number | typeof RETRY | undefined {
    const { namespace, name } = splitKey(key);
    const set = sets.get(namespace, name);
    if (!set || isEmptySelector(set.spec.selector)) return undefined;
    const history = syncHistory(cluster, set, {
      hashLabel: HASH_LABEL,
      hashOf: (template) => templateHash(template),
      annotations: (revision) => ({ [GENERATION]: String(revision) }),
    });
    // Counts the templates a set has had, as its revisions do; old clients still read it.
    const generation = String(history.update.revision);
    if (set.metadata.annotations?.[GENERATION] !== generation)
      sets.update(set, (live) => withAnnotations(live, { [GENERATION]: generation }));
    const hash = history.update.metadata.labels?.[HASH_LABEL] ?? '';
    const pods = claim(set, set.spec.selector, cluster.pods, cluster.orphans);
    const plan = planDaemonSet({ set, nodes: nodes.list(), pods, hash, now: cluster.store.now() });
    for (const note of plan.notes) cluster.events.record(COMPONENT, set, note);
    for (const pod of new Set(plan.remove)) deletePod(cluster, COMPONENT, set, pod);
    const isFine = isDeleting(set) || plan.create.every((node) => create(set, node, hash, generation));
    if (!sameJson(set.status, plan.status)) sets.updateStatus(set, () => plan.status);
    const inUse = new Set(pods.map((pod) => `${name}-${pod.metadata.labels?.[HASH_LABEL]}`));
    truncateHistory(cluster, history, inUse, set.spec.revisionHistoryLimit ?? 10);
    return isFine ? plan.againMs : RETRY;
  }

  function create(set: DaemonSet, node: string, hash: string, generation: string): boolean {
    const draft = podFromTemplate(cluster, set, set.spec.template, {
      labels: { [HASH_LABEL]: hash, 'pod-template-generation': generation },
      spec: (spec) => specForNode(spec, node),
    });
    return 'pod' in createPod(cluster, COMPONENT, set, draft);
  }

  return {
    name: COMPONENT,
    watches: {
      'daemonsets.apps': itself,
      pods: controllerKey('DaemonSet'),
      nodes: (event) => (isStatusOnly(event) ? undefined : sets.list().map(keyOf)),
    },
    reconcile,
    spacingMs: 5,
  };
}
