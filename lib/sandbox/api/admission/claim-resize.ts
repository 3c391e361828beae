import { parseQuantity } from '../../kinds/quantity.ts';
import type { KubernetesObject } from '../../store/object.ts';
import { at, textAt } from '../../store/read-json.ts';
import { forbidden } from '../../store/status-error.ts';
import type { Api } from '../context.ts';

function sizeOf(claim: KubernetesObject): bigint {
  return parseQuantity(textAt(claim.spec, 'resources', 'requests', 'storage'))?.nano ?? 0n;
}

/** A claim may grow once it is bound, and where its storage class allows that. @throws StatusError Forbidden */
export function checkResize(api: Api, next: KubernetesObject, live: KubernetesObject): void {
  if (sizeOf(next) <= sizeOf(live)) return;
  const refuse = (why: string) => forbidden('persistentvolumeclaims', live.metadata.name, why);
  if (textAt(live.status, 'phase') !== 'Bound')
    throw refuse('Only bound persistent volume claims can be expanded');
  const name = textAt(next.spec, 'storageClassName');
  const storageClass =
    name === '' ? undefined : api.store.get('storageclasses.storage.k8s.io', undefined, name);
  if (at(storageClass, 'allowVolumeExpansion') === true) return;
  throw refuse(
    'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
  );
}
