import { type Stored, wireTime } from '../objects/meta.ts';
import type { Node } from '../objects/node.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';
import { SIMULATED, simulatedNode } from './simulated-node.ts';

interface Lease extends Stored {
  spec: { holderIdentity: string; leaseDurationSeconds: number; renewTime: string };
}

// Real kubelets report this often, too, and renew their lease every ten seconds besides. Nobody here doubts that a simulated
// node is alive, so the lease is renewed together with the report, and an idle sandbox stays idle.
const HEARTBEAT_MS = 300_000;
const LEASES = 'kube-node-lease';

/** Keeps the simulated nodes: creates those that are missing and renews their heartbeats. */
export function nodeController(cluster: Cluster): Controller & { prepare(count: number): void } {
  const nodes = collection<Node>(cluster.store, 'nodes');

  const leases = collection<Lease>(cluster.store, 'leases.coordination.k8s.io');

  function renewLease(node: Node): void {
    const { name, uid } = node.metadata;
    if (!cluster.store.get('namespaces', undefined, LEASES)) return;
    const renewTime = cluster.store.now().toISOString().replace('Z', '000Z');
    const live = leases.get(LEASES, name);
    if (live) leases.update(live, (lease) => ({ ...lease, spec: { ...lease.spec, renewTime } }));
    else
      leases.create({
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: {
          name,
          namespace: LEASES,
          ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }],
        },
        spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime },
      });
  }

  function reconcile(name: string): number | undefined {
    const node = nodes.get(undefined, name);
    if (!node?.metadata.labels?.[SIMULATED]) return undefined;
    if (!leases.get(LEASES, name)) renewLease(node);
    const now = cluster.store.now();
    const last = Math.max(
      0,
      ...(node.status?.conditions ?? []).map(
        (condition) => Date.parse(condition.lastHeartbeatTime ?? '') || 0,
      ),
    );
    const dueMs = last + HEARTBEAT_MS - now.getTime();
    if (dueMs > 0) return dueMs;
    renewLease(node);
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
        const name = draft.metadata.name ?? '';
        if (nodes.get(undefined, name)) continue;
        cluster.events.record('node-controller', nodes.create(draft), {
          type: 'Normal',
          reason: 'RegisteredNode',
          message: `Node ${name} event: Registered Node ${name} in Controller`,
        });
      }
    },
  };
}
