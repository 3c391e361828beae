import { Invalid, NotFound } from '#lib/platform/errors.ts';
import type { KindAction } from '../kinds/kind.ts';
import { kindOf, manifestNameOf } from '../kinds/kind-name.ts';
import type { KubernetesObject, ObjectRef } from '../manifests/object.ts';
import { annotationOf } from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';
import type { ObjectInput, ObjectOutput } from './contract.ts';
import { cleaned, namesByNamespace } from './outputs.ts';

/** The object as it is now, straight from the cluster. Throws `NotFound` with its name and place. */
export async function readLive({ client, ref, signal }: ObjectInput): Promise<KubernetesObject> {
  const live = await client.get(ref, signal);
  if (live) return live;
  throw new NotFound(`${manifestNameOf(ref)}${placeOf(ref)} does not exist in account ${client.account}.`);
}

const verbs: Record<KindAction, string> = {
  scale: 'scaled',
  resize: 'resized',
  undo: 'rolled back',
  restart: 'restarted',
  pause: 'paused or resumed',
  receivesTraffic: 'given traffic',
  balancesLoad: 'used as a load balancer',
};

/** Throws `Invalid` when the kind cannot do what is asked. */
export function requireAction(ref: ObjectRef, action: KindAction): void {
  const kind = kindOf(ref);
  // A kind the cluster defines may well have a scale: the API decides.
  if (kind.actions.includes(action) || (kind.kind === '' && action === 'scale')) return;
  throw new Invalid(`${manifestNameOf(ref)} cannot be ${verbs[action]}: its kind does not support that.`);
}

/** Whether this very operation wrote the object already, before it was cut off. */
export function wasDoneBy(live: KubernetesObject, operationId: string | undefined): boolean {
  return operationId !== undefined && annotationOf(live, annotation.operation) === operationId;
}

/** The annotation that `wasDoneBy` looks for; empty when the caller does not name its operation. */
export function operationMark(operationId: string | undefined): Record<string, string> {
  return operationId === undefined ? {} : { [annotation.operation]: operationId };
}

export function outputOf(object: KubernetesObject, notes: string[] = []): ObjectOutput {
  return { manifest: cleaned(object), manifestNamesByNamespace: namesByNamespace([object]), notes };
}

export const alreadyDone = 'An earlier try of this operation did it already.';

export function placeOf(ref: { namespace?: string | undefined }): string {
  return ref.namespace ? ` in namespace ${ref.namespace}` : '';
}
