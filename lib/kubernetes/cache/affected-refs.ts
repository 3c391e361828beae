import { type ObjectRef, refOf } from '../manifests/object.ts';
import { controllerOf } from '../manifests/readers.ts';
import type { AccountCache, CacheChange } from './contract.ts';

/**
 * The objects whose rollout a change may concern: the object itself and whatever controls it, up to the top (pod -> ReplicaSet ->
 * Deployment). Waiting tasks are woken by these.
 */
export function affectedRefs(cache: Pick<AccountCache, 'byUid'>, change: CacheChange): ObjectRef[] {
  const refs = [refOf(change.object)];
  let current = change.object;
  for (let depth = 0; depth < 4; depth += 1) {
    const owner = controllerOf(current);
    if (!owner) break;
    refs.push({ kind: owner.kind, namespace: change.object.metadata.namespace, name: owner.name });
    const next = cache.byUid(owner.uid);
    if (!next) break;
    current = next;
  }
  return refs;
}
