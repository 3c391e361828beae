import { NotFound } from '#lib/platform/errors.ts';
import { canonicalKindName } from '../kinds/kind-name.ts';
import { type KubernetesObject, type ObjectRef, refOf } from '../manifests/object.ts';
import { replicasOf } from '../manifests/readers.ts';
import { monikerOf } from '../naming/moniker-of.ts';
import type { ResolveTargetInput, TargetCriteria } from './contract.ts';

/** Finds the object a stage means by a rule ("the newest of this cluster"), in the live cluster. Throws `NotFound`. */
export async function resolveTarget(input: ResolveTargetInput): Promise<ObjectRef> {
  const { client, kind, namespace, signal } = input;
  const { items } = await client.list({ kind, namespace }, signal);
  const members = items.filter((object) => isMember(object, input));
  const chosen = chooseTarget(members, input.criteria);
  if (chosen) return refOf(chosen);
  throw new NotFound(
    members.length === 0
      ? `No ${canonicalKindName(kind)} of the cluster "${input.cluster}" (application ${input.application}) exists in namespace ${namespace}.`
      : `The cluster "${input.cluster}" has only ${members.length} ${canonicalKindName(kind)}, so there is no ${input.criteria.replace('_', ' ')}.`,
  );
}

/** By age, or by replicas (-1 when the object says none). Of several alike the older one counts as smaller. */
export function chooseTarget(
  members: readonly KubernetesObject[],
  criteria: TargetCriteria,
): KubernetesObject | undefined {
  const byAge = members.toSorted(compareAge);
  const bySize = byAge.toSorted((a, b) => (replicasOf(a) ?? -1) - (replicasOf(b) ?? -1));
  switch (criteria) {
    case 'oldest':
      return byAge[0];
    case 'newest':
      return byAge.at(-1);
    case 'second_newest':
      return byAge.at(-2);
    case 'smallest':
      return bySize[0];
    case 'largest':
      return bySize.at(-1);
    default:
      return criteria satisfies never;
  }
}

function isMember(object: KubernetesObject, { application, cluster, kind }: ResolveTargetInput): boolean {
  const moniker = monikerOf(object);
  // Objects without annotations are known by name alone, where the cluster has no kind in front.
  const isCluster =
    moniker.cluster === cluster || `${canonicalKindName(kind)} ${moniker.cluster}` === cluster;
  return isCluster && moniker.app?.toLowerCase() === application.toLowerCase();
}

// Times have whole seconds: of two made in the same second the higher sequence is the newer.
function compareAge(a: KubernetesObject, b: KubernetesObject): number {
  const byTime = (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? '');
  return byTime === 0 ? (monikerOf(a).sequence ?? -1) - (monikerOf(b).sequence ?? -1) : byTime;
}
