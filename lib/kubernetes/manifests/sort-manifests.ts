import { kindNameOf, kindOf } from '../kinds/kind-name.ts';
import { defaultKind } from '../kinds/table.ts';
import type { KubernetesObject } from './object.ts';

/** A kind's own place in the order; `custom` holds what an account says of kinds the cluster defined, by name in lower case. */
export function priorityOf(
  object: { apiVersion?: string; kind: string },
  custom: ReadonlyMap<string, number> = new Map(),
): number {
  const kind = kindOf(object);
  return kind === defaultKind
    ? (custom.get(kindNameOf(object).toLowerCase()) ?? kind.priority)
    : kind.priority;
}

/** What others lean on comes first; objects of one priority keep their order. */
export function sortByPriority(
  manifests: readonly KubernetesObject[],
  custom?: ReadonlyMap<string, number>,
): KubernetesObject[] {
  return manifests.toSorted((a, b) => priorityOf(a, custom) - priorityOf(b, custom));
}
