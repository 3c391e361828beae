import type { ObjectStore } from '../../store/contract.ts';
import type { KubernetesObject } from '../../store/object.ts';
import type { Stored } from '../objects/meta.ts';
import { isFinished, type Pod } from '../objects/pod.ts';
import { formatQuantity, quantity } from '../objects/quantity.ts';
import { podResources } from '../objects/requests.ts';
import { typed } from '../runtime/collection.ts';

const COUNTED: Record<string, string> = {
  configmaps: 'configmaps',
  persistentvolumeclaims: 'persistentvolumeclaims',
  replicationcontrollers: 'replicationcontrollers',
  resourcequotas: 'resourcequotas',
  secrets: 'secrets',
  services: 'services',
};

interface ServiceLike extends Stored {
  spec?: { type?: string };
}

interface ClaimLike extends Stored {
  spec?: { resources?: { requests?: Record<string, string> } };
}

/**
 * How much of each limited thing a namespace uses, written as quantities.
 * @param isMeant which pods count
 */
export function usageOf(
  store: ObjectStore,
  namespace: string,
  hard: Record<string, string | number>,
  isMeant: (pod: KubernetesObject) => boolean = () => true,
): Record<string, string> {
  const pods = store
    .list('pods', { namespace, matches: isMeant })
    .map((object) => typed<Pod>(object))
    .filter((pod) => !isFinished(pod));
  const used: Record<string, string> = {};
  for (const name of Object.keys(hard).sort()) {
    const amount = amountOf(store, namespace, name, pods);
    if (amount !== undefined) used[name] = formatQuantity(name, amount);
  }
  return used;
}

function amountOf(
  store: ObjectStore,
  namespace: string,
  name: string,
  pods: readonly Pod[],
): number | undefined {
  const counted = COUNTED[name] ?? (name.startsWith('count/') ? name.slice('count/'.length) : undefined);
  if (name === 'pods' || name === 'count/pods') return pods.length;
  if (counted !== undefined) return store.list(counted, { namespace }).length;
  const ofType = { 'services.nodeports': 'NodePort', 'services.loadbalancers': 'LoadBalancer' }[name];
  if (ofType)
    return store
      .list('services', { namespace })
      .filter((object) => typed<ServiceLike>(object).spec?.type === ofType).length;
  if (name === 'requests.storage')
    return store
      .list('persistentvolumeclaims', { namespace })
      .reduce(
        (sum, object) => sum + quantity(typed<ClaimLike>(object).spec?.resources?.requests?.storage),
        0,
      );
  const match = /^(requests\.|limits\.|)(cpu|memory|ephemeral-storage)$/.exec(name);
  if (!match) return undefined;
  const which = match[1] === 'limits.' ? 'limits' : 'requests';
  return pods.reduce((sum, pod) => sum + (podResources(pod, which)[match[2] ?? ''] ?? 0), 0);
}
