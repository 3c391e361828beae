import type { StoreEvent } from '../../store/contract.ts';
import { controllerOf } from '../objects/meta.ts';
import type { Node } from '../objects/node.ts';
import { isFinished, type Pod } from '../objects/pod.ts';
import { podResources } from '../objects/requests.ts';
import { type Collection, typed } from '../runtime/collection.ts';
import type { NodeLoad } from './fit.ts';

interface Load {
  pods: number;
  used: Record<string, number>;
  perOwner: Map<string, number>;
}

/** How laden each node is, kept up to date from pod events instead of counted anew for every pod. */
interface Loads {
  observe(event: StoreEvent): void;
  all(): NodeLoad[];
  siblings(node: string, owner: string | undefined): number;
}

/** Makes the account of the nodes. */
export function createLoads(nodes: Collection<Node>): Loads {
  const loads = new Map<string, Load>();

  function account(pod: Pod | undefined, sign: 1 | -1): void {
    const node = pod?.spec.nodeName;
    if (!pod || !node || isFinished(pod)) return;
    const load = loads.get(node) ?? { pods: 0, used: {}, perOwner: new Map<string, number>() };
    loads.set(node, load);
    load.pods += sign;
    for (const [resource, amount] of Object.entries(podResources(pod)))
      load.used[resource] = (load.used[resource] ?? 0) + sign * amount;
    const owner = controllerOf(pod)?.uid;
    if (owner === undefined) return;
    const count = (load.perOwner.get(owner) ?? 0) + sign;
    if (count > 0) load.perOwner.set(owner, count);
    else load.perOwner.delete(owner);
  }

  return {
    observe({ type, object, previous }) {
      const before = previous && typed<Pod>(previous);
      const after = type === 'DELETED' ? undefined : typed<Pod>(object);
      const isSame =
        before?.spec === after?.spec && before && after && isFinished(before) === isFinished(after);
      if (isSame) return;
      account(before, -1);
      account(after, 1);
    },
    all: () =>
      nodes.list().map((node) => {
        const load = loads.get(node.metadata.name);
        return { node, pods: load?.pods ?? 0, used: load?.used ?? {} };
      }),
    siblings: (node, owner) => (owner ? (loads.get(node)?.perOwner.get(owner) ?? 0) : 0),
  };
}
