import { isDeleting } from '../objects/meta.ts';
import type { Node, Taint } from '../objects/node.ts';
import { isFinished, type Pod } from '../objects/pod.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';
import { isStatusOnly } from '../runtime/keys.ts';
import { isTolerated } from '../scheduler/fit.ts';

const COMPONENT = 'taint-eviction-controller';

/** Removes pods from nodes that no longer want them, and from nodes that are no more. */
export function nodeEviction(cluster: Cluster): Controller {
  const nodes = collection<Node>(cluster.store, 'nodes');
  /** Since when a node has its taints; pods may tolerate them for a while. */
  const taintedSince = new Map<string, number>();

  function reconcile(name: string): number | undefined {
    const node = nodes.get(undefined, name);
    const pods = cluster.pods.list(undefined, (pod) => pod.spec.nodeName === name);
    if (!node) {
      // Nobody is left to stop them in an orderly way.
      for (const pod of pods) cluster.pods.remove(pod, { gracePeriodSeconds: 0 });
      taintedSince.delete(name);
      return undefined;
    }
    const taints = (node.spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
    if (taints.length === 0) {
      taintedSince.delete(name);
      return undefined;
    }
    const since = taintedSince.get(name) ?? cluster.clock.millis();
    taintedSince.set(name, since);
    return evict(
      pods.filter((pod) => !isDeleting(pod) && !isFinished(pod)),
      taints,
      since,
    );
  }

  function evict(pods: readonly Pod[], taints: readonly Taint[], sinceMs: number): number | undefined {
    let againMs: number | undefined;
    for (const pod of pods) {
      const seconds = tolerated(pod, taints);
      if (seconds === undefined) continue;
      const leftMs = sinceMs + seconds * 1000 - cluster.clock.millis();
      if (leftMs > 0) {
        againMs = Math.min(againMs ?? Number.POSITIVE_INFINITY, leftMs);
        continue;
      }
      const message = `Marking for deletion Pod ${pod.metadata.namespace}/${pod.metadata.name}`;
      cluster.events.record(COMPONENT, pod, { type: 'Normal', reason: 'TaintManagerEviction', message });
      cluster.pods.remove(pod);
    }
    return againMs;
  }

  return {
    name: COMPONENT,
    watches: {
      nodes: (event) => (isStatusOnly(event) ? undefined : event.object.metadata.name),
    },
    reconcile,
  };
}

/** For how many seconds the pod bears the taints; nothing: for ever. */
function tolerated(pod: Pod, taints: readonly Taint[]): number | undefined {
  const tolerations = pod.spec.tolerations ?? [];
  let seconds: number | undefined;
  for (const taint of taints) {
    const fitting = tolerations.filter((toleration) => isTolerated(taint, [toleration]));
    if (fitting.length === 0) return 0;
    for (const { tolerationSeconds } of fitting)
      if (tolerationSeconds !== undefined)
        seconds = Math.min(seconds ?? Number.POSITIVE_INFINITY, tolerationSeconds);
  }
  return seconds;
}
