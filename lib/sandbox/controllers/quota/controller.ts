import { isInScope } from '../../api/admission/quota-scopes.ts';
import { sameJson } from '../../store/object.ts';
import { keyOf, type Stored, splitKey } from '../objects/meta.ts';
import { isFinished, type Pod } from '../objects/pod.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection, typed } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';
import { usageOf } from './usage.ts';

interface ResourceQuota extends Stored {
  spec?: { hard?: Record<string, string> };
  status?: { hard?: Record<string, string>; used?: Record<string, string> };
}

/** Keeps the status of resource quotas: what is used of what is allowed. */
export function quotaController(cluster: Cluster): Controller {
  const quotas = collection<ResourceQuota>(cluster.store, 'resourcequotas');

  function reconcile(key: string): undefined {
    const { namespace, name } = splitKey(key);
    const quota = quotas.get(namespace, name);
    if (!quota || namespace === undefined) return;
    const hard = quota.spec?.hard ?? {};
    const status = {
      hard,
      used: usageOf(cluster.store, namespace, hard, (pod) => isInScope({ spec: quota.spec }, pod)),
    };
    if (!sameJson(quota.status, status)) quotas.updateStatus(quota, () => status);
  }

  return {
    name: 'resourcequota-controller',
    watches: {
      '*': ({ type, resource, object, previous }) => {
        if (resource === 'resourcequotas') return keyOf(typed<Stored>(object));
        const { namespace } = object.metadata;
        if (namespace === undefined || resource === 'events') return undefined;
        const ended =
          resource === 'pods' &&
          previous !== undefined &&
          isFinished(typed<Pod>(previous)) !== isFinished(typed<Pod>(object));
        if (type === 'MODIFIED' && !ended) return undefined;
        return quotas.list(namespace).map(keyOf);
      },
    },
    reconcile,
    spacingMs: 50,
  };
}
