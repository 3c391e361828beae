import { type Condition, isDeleting, type Stored, wireTime } from '../objects/meta.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';

interface Namespace extends Stored {
  spec?: { finalizers?: string[] };
  status?: { phase?: string; conditions?: Condition[] };
}

const BATCH = 200;
const LOOK_AGAIN_MS = 200;

/** Empties namespaces that are being deleted, then lets them go. */
export function namespaceController(cluster: Cluster): Controller {
  const { store } = cluster;
  const namespaces = collection<Namespace>(store, 'namespaces');
  const ending = new Set<string>();

  function reconcile(name: string): number | undefined {
    const namespace = namespaces.get(undefined, name);
    if (!namespace || !isDeleting(namespace)) return undefined;
    const remaining = empty(name);
    if (remaining.size > 0) {
      tell(namespace, remaining);
      return LOOK_AGAIN_MS;
    }
    namespaces.update(namespace, (live) => {
      const finalizers = (live.spec?.finalizers ?? []).filter((finalizer) => finalizer !== 'kubernetes');
      return { ...live, spec: finalizers.length > 0 ? { ...live.spec, finalizers } : {} };
    });
    return undefined;
  }

  /** Deletes a bounded number of objects; answers what is left, by resource. */
  function empty(namespace: string): Map<string, { count: number; finalizers: Map<string, number> }> {
    const remaining = new Map<string, { count: number; finalizers: Map<string, number> }>();
    let budget = BATCH;
    for (const resource of store.resources()) {
      for (const { metadata } of store.list(resource, { namespace })) {
        if (metadata.namespace !== namespace) continue;
        if (!metadata.deletionTimestamp && budget-- > 0)
          store.delete(resource, namespace, metadata.name, { propagationPolicy: 'Background' });
        const left = store.get(resource, namespace, metadata.name);
        if (!left) continue;
        const entry = remaining.get(resource) ?? { count: 0, finalizers: new Map<string, number>() };
        entry.count++;
        for (const finalizer of left.metadata.finalizers ?? [])
          entry.finalizers.set(finalizer, (entry.finalizers.get(finalizer) ?? 0) + 1);
        remaining.set(resource, entry);
      }
    }
    return remaining;
  }

  function tell(namespace: Namespace, remaining: ReturnType<typeof empty>): void {
    const time = wireTime(cluster.store.now());
    const content = [...remaining].map(([resource, { count }]) => {
      const full = resource.includes('.') ? resource : `${resource}.`;
      return `${full} has ${count} resource instances`;
    });
    const finalizers = [...remaining].flatMap(([, entry]) =>
      [...entry.finalizers].map(([finalizer, count]) => `${finalizer} in ${count} resource instances`),
    );
    const facts: [string, boolean, string, string][] = [
      [
        'NamespaceDeletionDiscoveryFailure',
        false,
        'ResourcesDiscovered',
        'All resources successfully discovered',
      ],
      [
        'NamespaceDeletionGroupVersionParsingFailure',
        false,
        'ParsedGroupVersions',
        'All legacy kube types successfully parsed',
      ],
      [
        'NamespaceDeletionContentFailure',
        false,
        'ContentDeleted',
        'All content successfully deleted, may be waiting on finalization',
      ],
      [
        'NamespaceContentRemaining',
        true,
        'SomeResourcesRemain',
        `Some resources are remaining: ${content.sort().join(', ')}`,
      ],
      finalizers.length > 0
        ? [
            'NamespaceFinalizersRemaining',
            true,
            'SomeFinalizersRemain',
            `Some content in the namespace has finalizers remaining: ${finalizers.sort().join(', ')}`,
          ]
        : [
            'NamespaceFinalizersRemaining',
            false,
            'ContentHasNoFinalizers',
            'All content-preserving finalizers finished',
          ],
    ];
    namespaces.updateStatus(namespace, ({ status }) => ({
      ...status,
      phase: 'Terminating',
      conditions: facts.map(([type, isTrue, reason, message]) => {
        const known = status?.conditions?.find((condition) => condition.type === type);
        const state = isTrue ? 'True' : 'False';
        const lastTransitionTime = known?.status === state ? known.lastTransitionTime : time;
        return { type, status: state, reason, message, lastTransitionTime };
      }),
    }));
  }

  return {
    name: 'namespace-controller',
    watches: {
      '*': ({ type, resource, object }) => {
        const { name, namespace, deletionTimestamp } = object.metadata;
        if (resource === 'namespaces') {
          if (type === 'DELETED') ending.delete(name);
          else if (deletionTimestamp) ending.add(name);
          return deletionTimestamp ? name : undefined;
        }
        return namespace !== undefined && type === 'DELETED' && ending.has(namespace) ? namespace : undefined;
      },
    },
    reconcile,
    spacingMs: 20,
  };
}
