import { wireTime } from '../objects/meta.ts';
import type { Node } from '../objects/node.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';
import { SIMULATED, simulatedNode } from './simulated-node.ts';

// The kubelet reports at least every five minutes; leases, every ten seconds, are what shows a node alive in between.
const HEARTBEAT_MS = 300_000;

/** Keeps the simulated nodes: creates those that are missing and renews their heartbeats. */
export function nodeController(cluster: Cluster): Controller & { prepare(count: number): void } {
  const nodes = collection<Node>(cluster.store, 'nodes');

  function reconcile(name: string): number | undefined {
    const node = nodes.get(undefined, name);
    if (!node?.metadata.labels?.[SIMULATED]) return undefined;
    const now = cluster.store.now();
    const last = Math.max(
      0,
      ...(node.status?.conditions ?? []).map(
        (condition) => Date.parse(condition.lastHeartbeatTime ?? '') || 0,
      ),
    );
    const dueMs = last + HEARTBEAT_MS - now.getTime();
    if (dueMs > 0) return dueMs;
    nodes.updateStatus(node, ({ status }) => ({
      ...status,
      conditions: status?.conditions?.map((condition) => ({
        ...condition,
        lastHeartbeatTime: wireTime(now),
      })),
    }));
    return HEARTBEAT_MS;
  }

  return {
    name: 'node-controller',
    watches: { nodes: (event) => event.object.metadata.name },
    reconcile,
    prepare(count) {
      for (let index = 1; index <= count; index++) {
        const draft = simulatedNode(index, cluster.store.now());
        if (!nodes.get(undefined, draft.metadata.name ?? '')) nodes.create(draft);
      }
    },
  };
}
