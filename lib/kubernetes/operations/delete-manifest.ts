import { Invalid } from '#lib/platform/errors.ts';
import { isConflict } from '../client/api-error.ts';
import type { Propagation } from '../client/contract.ts';
import { kindOf, manifestNameOf } from '../kinds/kind-name.ts';
import { toLabelSelector } from '../manifests/label-selectors.ts';
import { type KubernetesObject, type ObjectRef, refOf } from '../manifests/object.ts';
import type { DeleteInput, DeleteOutcome, DeleteWireOptions, Operation } from './contract.ts';

/** Deletes one object, or those of some kinds that labels select. What is gone already is reported, not an error. */
export async function deleteManifest(input: DeleteInput): Promise<DeleteOutcome> {
  const options = readDeleteOptions(input.options ?? {});
  const found = 'ref' in input ? await findOne(input) : await findSelected(input);
  const outcome: DeleteOutcome = { deleted: [], missing: [], manifestNamesByNamespace: {} };
  if (found.length === 0 && 'ref' in input) outcome.missing.push(input.ref);
  for (const object of found) {
    const ref = refOf(object);
    ((await deleteThis(object, options, input)) ? outcome.deleted : outcome.missing).push(ref);
  }
  for (const ref of outcome.deleted) {
    const namespace = ref.namespace ?? '';
    outcome.manifestNamesByNamespace[namespace] = [
      ...(outcome.manifestNamesByNamespace[namespace] ?? []),
      manifestNameOf(ref),
    ];
  }
  return outcome;
}

type DeleteOptions = { propagation: Propagation; gracePeriodSeconds?: number | undefined };

/** Deletes the very object that was read: a namesake made meanwhile stays. */
export async function deleteThis(
  object: KubernetesObject,
  options: DeleteOptions,
  { client, signal }: Operation,
): Promise<boolean> {
  try {
    return await client.delete(refOf(object), { ...options, uid: object.metadata.uid, signal });
  } catch (error) {
    if (!isConflict(error)) throw error;
    const live = await client.get(refOf(object), signal);
    if (live && live.metadata.uid === object.metadata.uid) throw error;
    return false;
  }
}

async function findOne(input: Operation & { ref: ObjectRef }): Promise<KubernetesObject[]> {
  const live = await input.client.get(input.ref, input.signal);
  return live ? [live] : [];
}

async function findSelected(
  input: Extract<DeleteInput, { kinds: readonly string[] }>,
): Promise<KubernetesObject[]> {
  const labelSelector = toLabelSelector(input.labelSelectors);
  if (labelSelector === '')
    throw new Invalid('Say by which labels to delete: without any, everything of the kinds would go.');
  if (input.kinds.length === 0) throw new Invalid('Say which kinds to delete.');
  const lists = await Promise.all(
    input.kinds.map((kind) =>
      input.client.list(
        {
          kind,
          namespace: kindOf({ kind }).clusterScoped ? undefined : input.namespace,
          labelSelector,
          metadataOnly: true,
        },
        input.signal,
      ),
    ),
  );
  return lists.flatMap((list) => list.items);
}

/** Spinnaker's options, all of them text on the wire (reference 5.9). `cascading` may also name a policy itself. */
export function readDeleteOptions(options: DeleteWireOptions): DeleteOptions {
  const grace = options.gracePeriodSeconds;
  const seconds = grace === undefined || grace === '' ? undefined : Number(grace);
  if (seconds !== undefined && (!Number.isInteger(seconds) || seconds < 0)) {
    throw new Invalid(`"${grace}" is no grace period: give whole seconds.`);
  }
  return {
    propagation: propagationOf(options),
    ...(seconds === undefined ? {} : { gracePeriodSeconds: seconds }),
  };
}

function propagationOf({ cascading, orphanDependents }: DeleteWireOptions): Propagation {
  const wished = cascading === undefined ? undefined : String(cascading).toLowerCase();
  switch (wished) {
    case undefined:
    case '':
      return String(orphanDependents).toLowerCase() === 'true' ? 'Orphan' : 'Background';
    case 'false':
    case 'orphan':
      return 'Orphan';
    case 'true':
    case 'background':
      return 'Background';
    case 'foreground':
      return 'Foreground';
    default:
      throw new Invalid(
        `"${cascading}" is no way to delete: use true, false, foreground, background or orphan.`,
      );
  }
}
