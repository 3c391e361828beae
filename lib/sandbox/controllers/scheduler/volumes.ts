import type { ObjectStore } from '../../store/contract.ts';
import type { Stored } from '../objects/meta.ts';
import type { Pod } from '../objects/pod.ts';
import { typed } from '../runtime/collection.ts';

interface Claim extends Stored {
  status?: { phase?: string };
}

/** What keeps a pod from being placed because of its volume claims, in the scheduler's words. */
export function missingClaim(store: ObjectStore, pod: Pod): string | undefined {
  let unbound = false;
  for (const volume of pod.spec.volumes ?? []) {
    const name = volume.persistentVolumeClaim?.claimName;
    if (name === undefined) continue;
    const claim = store.get('persistentvolumeclaims', pod.metadata.namespace, name);
    if (!claim) return `persistentvolumeclaim "${name}" not found. not found`;
    if (claim.metadata.deletionTimestamp)
      return `persistentvolumeclaim "${name}" is being deleted. not found`;
    if (typed<Claim>(claim).status?.phase !== 'Bound') unbound = true;
  }
  return unbound ? 'pod has unbound immediate PersistentVolumeClaims. not found' : undefined;
}
