import type { DeleteOptions } from './contract.ts';
import { isJsonObject, type KubernetesObject, type ResourceId } from './object.ts';
import { conflict, wrongIncarnation } from './status-error.ts';

/** What a request to delete means for an object: gone at once, or kept and marked until somebody finishes the work. */
export type DeletionOutcome =
  | { readonly kind: 'remove' }
  | { readonly kind: 'mark'; readonly object: KubernetesObject }
  | { readonly kind: 'unchanged' };

/** Seconds a pod gets to stop: none when no kubelet has it or it has ended already. */
function podGraceSeconds(pod: KubernetesObject, asked: number | undefined): number {
  const spec = isJsonObject(pod.spec) ? pod.spec : {};
  const status = isJsonObject(pod.status) ? pod.status : {};
  if (typeof spec.nodeName !== 'string' || spec.nodeName === '') return 0;
  if (status.phase === 'Failed' || status.phase === 'Succeeded') return 0;
  const own = spec.terminationGracePeriodSeconds;
  return Math.max(0, asked ?? (typeof own === 'number' ? own : 30));
}

function finalizersAfter(live: KubernetesObject, policy: DeleteOptions['propagationPolicy']): string[] {
  const finalizers = [...(live.metadata.finalizers ?? [])];
  if (policy === undefined) return finalizers;
  const kept = finalizers.filter((name) => name !== 'orphan' && name !== 'foregroundDeletion');
  if (policy === 'Foreground') kept.push('foregroundDeletion');
  if (policy === 'Orphan') kept.push('orphan');
  return kept;
}

/** Refuses when the caller meant another incarnation of the object. */
export function checkPreconditions(
  resource: ResourceId,
  live: KubernetesObject,
  options: DeleteOptions,
): void {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const { name } = live.metadata;
  if (uid !== undefined && uid !== live.metadata.uid) {
    throw wrongIncarnation(resource, live.metadata, uid);
  }
  if (resourceVersion !== undefined && resourceVersion !== live.metadata.resourceVersion) {
    throw conflict(
      resource,
      name,
      `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${live.metadata.resourceVersion}`,
    );
  }
}

/**
 * Decides what a delete does. Namespaces always pass through Terminating; pods get their grace period; finalizers keep
 * anything else. A second delete may shorten a grace period, never lengthen it.
 */
export function planDeletion(
  resource: ResourceId,
  live: KubernetesObject,
  options: DeleteOptions,
  now: Date,
): DeletionOutcome {
  const finalizers = finalizersAfter(live, options.propagationPolicy);
  const grace = resource === 'pods' ? podGraceSeconds(live, options.gracePeriodSeconds) : 0;
  const spec = isJsonObject(live.spec) ? live.spec : {};
  const pending =
    resource === 'namespaces' ? Array.isArray(spec.finalizers) && spec.finalizers.length > 0 : false;
  if (finalizers.length === 0 && grace === 0 && !pending) return { kind: 'remove' };

  const { deletionTimestamp, deletionGracePeriodSeconds = 0, generation, ...rest } = live.metadata;
  const again = deletionTimestamp !== undefined;
  const sameFinalizers = finalizers.join() === (live.metadata.finalizers ?? []).join();
  if (again && sameFinalizers && grace >= deletionGracePeriodSeconds) return { kind: 'unchanged' };
  const seconds = again ? Math.min(grace, deletionGracePeriodSeconds) : grace;
  const at = new Date(now.getTime() + seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  const metadata = {
    ...rest,
    ...(generation === undefined ? {} : { generation: again ? generation : generation + 1 }),
    deletionTimestamp: again && seconds === deletionGracePeriodSeconds ? deletionTimestamp : at,
    ...(pending ? {} : { deletionGracePeriodSeconds: seconds }),
    finalizers: finalizers.length === 0 ? undefined : finalizers,
  };
  if (!pending) return { kind: 'mark', object: { ...live, metadata } };
  const status = isJsonObject(live.status) ? live.status : {};
  return { kind: 'mark', object: { ...live, metadata, status: { ...status, phase: 'Terminating' } } };
}
