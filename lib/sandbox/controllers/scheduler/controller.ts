import { findCondition, withCondition, withoutCondition } from '../objects/conditions.ts';
import { controllerOf, isDeleting, keyOf, splitKey, wireTime } from '../objects/meta.ts';
import type { Node } from '../objects/node.ts';
import { isFinished, type Pod } from '../objects/pod.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection, typed } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';
import { decide } from './decide.ts';
import { createLoads } from './loads.ts';
import { missingClaim } from './volumes.ts';

const COMPONENT = 'default-scheduler';
/** The one key that means: look again at every pod that found no place. */
const WAITING = '*';

/** Gives every pod a node. Pods without a place wait until nodes, pods or claims change. */
export function scheduler(cluster: Cluster): Controller {
  const loads = createLoads(collection<Node>(cluster.store, 'nodes'));
  const waiting = new Set<string>();

  function reconcile(key: string): number | undefined {
    if (key !== WAITING) {
      schedule(key);
      return undefined;
    }
    // Most recently refused last, and a bounded number a turn, so that a thousand waiting pods do not hold up the rest.
    let looked = 0;
    for (const pod of [...waiting]) {
      if (looked++ >= 200) return 100;
      waiting.delete(pod);
      schedule(pod);
    }
    return undefined;
  }

  function schedule(key: string): void {
    const { namespace, name } = splitKey(key);
    const pod = cluster.pods.get(namespace, name);
    waiting.delete(key);
    if (!pod || pod.spec.nodeName || isFinished(pod) || isDeleting(pod)) return;
    if ((pod.spec.schedulerName ?? COMPONENT) !== COMPONENT) return;
    if ((pod.spec.schedulingGates ?? []).length > 0) {
      refuse(pod, 'SchedulingGated', 'Scheduling is blocked due to non-empty scheduling gates');
      return;
    }
    const nodes = loads.all();
    const owner = controllerOf(pod)?.uid;
    const claim = missingClaim(cluster.store, pod);
    const decision = claim
      ? { refusal: `0/${nodes.length} nodes are available: ${claim}` }
      : decide(pod, nodes, (node) => loads.siblings(node, owner));
    if ('node' in decision) bind(pod, decision.node);
    else {
      waiting.add(key);
      if (refuse(pod, 'Unschedulable', decision.refusal))
        cluster.events.recordAction(COMPONENT, pod, 'Scheduling', {
          type: 'Warning',
          reason: 'FailedScheduling',
          message: decision.refusal,
        });
    }
  }

  function bind(pod: Pod, nodeName: string): void {
    const lastTransitionTime = wireTime(cluster.store.now());
    const bound = cluster.pods.update(pod, (live) => ({
      ...live,
      spec: { ...live.spec, nodeName },
      status: {
        ...live.status,
        conditions: [
          ...withoutCondition(live.status?.conditions, 'PodScheduled'),
          {
            lastProbeTime: null,
            lastTransitionTime,
            observedGeneration: live.metadata.generation,
            status: 'True',
            type: 'PodScheduled',
          },
        ],
      },
    }));
    if (!bound) return;
    cluster.events.recordAction(COMPONENT, bound, 'Binding', {
      type: 'Normal',
      reason: 'Scheduled',
      message: `Successfully assigned ${keyOf(pod)} to ${nodeName}`,
    });
  }

  /** Writes why the pod waits; answers whether that is news. */
  function refuse(pod: Pod, reason: string, message: string): boolean {
    const known = findCondition(pod.status?.conditions, 'PodScheduled');
    if (known?.reason === reason && known.message === message) return false;
    const condition = {
      lastProbeTime: null,
      lastTransitionTime: wireTime(cluster.store.now()),
      message,
      observedGeneration: pod.metadata.generation,
      reason,
      status: 'False' as const,
      type: 'PodScheduled',
    };
    cluster.pods.updateStatus(pod, ({ status }) => ({
      ...status,
      conditions: withCondition(withoutCondition(status?.conditions, 'PodScheduled'), condition),
    }));
    return true;
  }

  return {
    name: COMPONENT,
    watches: {
      pods: (event) => {
        loads.observe(event);
        const pod = typed<Pod>(event.object);
        if (event.type === 'DELETED') waiting.delete(keyOf(pod));
        if (event.type !== 'DELETED' && !pod.spec.nodeName && !isFinished(pod)) return keyOf(pod);
        const freesRoom = event.type === 'DELETED' || isFinished(pod);
        return freesRoom && waiting.size > 0 ? WAITING : undefined;
      },
      nodes: () => (waiting.size > 0 ? WAITING : undefined),
      persistentvolumeclaims: () => (waiting.size > 0 ? WAITING : undefined),
    },
    reconcile,
  };
}
