import { sameJson } from '../../store/object.ts';
import { isDeleting, splitKey } from '../objects/meta.ts';
import { internalAddress, type Node } from '../objects/node.ts';
import { isFinished, type Pod } from '../objects/pod.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection, typed } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';
import { itself } from '../runtime/keys.ts';
import { createAddressBook } from './addresses.ts';
import { type NodeView, type PodRun, stepPod } from './pod-run.ts';
import { podStatus } from './pod-status.ts';
import { recallPodRun } from './recall.ts';
import { missingReference, missingVolume } from './references.ts';

const COMPONENT = 'kubelet';

/** The kubelets of all simulated nodes: they run the pods bound to them, as far as anybody can see from outside. */
export function kubelet(cluster: Cluster): Controller {
  const nodes = collection<Node>(cluster.store, 'nodes');
  const addresses = createAddressBook();
  const runs = new Map<string, PodRun>();
  const images = new Map<string, Set<string>>();

  function viewOf(node: string): NodeView {
    const present = images.get(node) ?? new Set<string>();
    images.set(node, present);
    return {
      nowMs: cluster.clock.millis(),
      speed: cluster.speed,
      random: cluster.random,
      hasImage: (reference) => present.has(reference),
      missingReference: (pod, container) => missingReference(cluster.store, pod, container),
      missingVolume: (pod) => missingVolume(cluster.store, pod),
    };
  }

  function reconcile(key: string): number | undefined {
    const { namespace, name } = splitKey(key);
    const pod = cluster.pods.get(namespace, name);
    const nodeName = pod?.spec.nodeName;
    if (!pod || !nodeName) return undefined;
    const node = nodes.get(undefined, nodeName);
    if (!node) return undefined;
    const view = viewOf(nodeName);
    const run = runOf(key, pod, nodeName, view);
    const { notes, pulled, dueMs } = stepPod(pod, run, view);
    for (const image of pulled) images.get(nodeName)?.add(image);
    for (const note of notes) cluster.events.record(COMPONENT, pod, note, nodeName);
    write(pod, run, node, view.nowMs);
    if (run.isStopped) {
      cluster.pods.remove(pod, { gracePeriodSeconds: 0 });
      return undefined;
    }
    return dueMs === undefined ? undefined : dueMs - view.nowMs;
  }

  function runOf(key: string, pod: Pod, nodeName: string, view: NodeView): PodRun {
    const known = runs.get(key);
    if (known?.uid === pod.metadata.uid) return known;
    if (pod.status?.podIP) addresses.keep(nodeName, pod.metadata.uid, pod.status.podIP);
    const run = recallPodRun(pod, view);
    runs.set(key, run);
    return run;
  }

  function write(pod: Pod, run: PodRun, node: Node, nowMs: number): void {
    if (isFinished(pod) && !isDeleting(pod)) return;
    const hostIP = internalAddress(node);
    const podIP = pod.spec.hostNetwork ? hostIP : addresses.take(node.metadata.name, pod.metadata.uid);
    const status = podStatus(pod, run, { hostIP, podIP }, nowMs);
    if (sameJson(pod.status, status)) return;
    cluster.pods.updateStatus(pod, () => status);
  }

  return {
    name: COMPONENT,
    watches: {
      pods: (event) => {
        const pod = typed<Pod>(event.object);
        if (event.type === 'DELETED') {
          const key = `${pod.metadata.namespace}/${pod.metadata.name}`;
          if (runs.get(key)?.uid === pod.metadata.uid) runs.delete(key);
          addresses.release(pod.metadata.uid);
          return undefined;
        }
        return pod.spec.nodeName ? itself(event) : undefined;
      },
    },
    reconcile,
  };
}
