import type { CustomResource } from '../accounts/schema.ts';
import { isSameKind, kindNameOf, kindOf } from '../kinds/kind-name.ts';
import { defaultKind } from '../kinds/table.ts';
import type { KubernetesObject } from './object.ts';

/** What an account says of an object's kind, where the table of kinds has nothing to say. */
export function customKindOf(
  object: { apiVersion?: string; kind: string },
  custom: readonly CustomResource[] = [],
): CustomResource | undefined {
  if (kindOf(object) !== defaultKind) return undefined;
  const name = kindNameOf(object);
  return custom.find((one) => isSameKind(one.kubernetesKind, name));
}

/** A kind's place in the deploy order; lower comes first. */
export function priorityOf(
  object: { apiVersion?: string; kind: string },
  custom?: readonly CustomResource[] | undefined,
): number {
  return customKindOf(object, custom)?.deployPriority ?? kindOf(object).priority;
}

/** What others lean on comes first; objects of one priority keep their order. */
export function sortByPriority(
  manifests: readonly KubernetesObject[],
  custom?: readonly CustomResource[] | undefined,
): KubernetesObject[] {
  return manifests.toSorted((a, b) => priorityOf(a, custom) - priorityOf(b, custom));
}
