import type { ServedResource } from '../../kinds/catalogue.ts';
import { parseApiVersion } from '../../kinds/catalogue.ts';
import { type DraftObject, type KubernetesObject, sameJson } from '../../store/object.ts';
import type { Api } from '../context.ts';
import { clusterKindFaults } from './cluster-kinds.ts';
import { scaleFaults } from './custom-scale.ts';
import { customSchemaFaults } from './custom-schema.ts';
import { enumFaults } from './enums.ts';
import { type FieldFault, invalid } from './invalid.ts';
import { kindRuleFaults } from './kind-rules.ts';
import { metadataFaults, metadataUpdateFaults } from './metadata.ts';
import { otherUpdateFaults } from './other-updates.ts';
import { otherFaults } from './others.ts';
import { policyFaults } from './policies.ts';
import { createWarnings, updateWarnings } from './warnings.ts';
import { workloadUpdateFaults } from './workload-updates.ts';
import { workloadFaults } from './workloads.ts';

const DEPRECATED: Readonly<Record<string, string>> = {
  endpoints: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  componentstatuses: 'v1 ComponentStatus is deprecated in v1.19+',
};

/** What clients of an old kind are told with every answer. */
export function deprecations(resource: ServedResource): readonly string[] {
  const words = resource.custom?.deprecation ?? DEPRECATED[resource.id];
  return words === undefined ? [] : [words];
}

/** A field that was found at fault for reasons of its own is not told again for its value. */
function once(faults: readonly FieldFault[], more: readonly FieldFault[]): FieldFault[] {
  const known = new Set(faults.map(({ field }) => field));
  const isKnown = ({ field }: FieldFault) => known.has(field) || known.has(field.replace(/\[\d+\]$/, ''));
  return [...faults, ...more.filter((fault) => !isKnown(fault) && !known.has(parentOf(fault.field)))];
}

function parentOf(field: string): string {
  return field.replace(/\.[^.]*$/, '');
}

function contentFaults(api: Api, resource: ServedResource, object: KubernetesObject): FieldFault[] {
  const { id } = resource.storage;
  if (resource.custom !== undefined) {
    const type = api.catalogue.typeOf(api.catalogue.stored(id) ?? resource);
    const size = resource.custom.scale?.specReplicasPath;
    return [
      ...(type === undefined ? [] : customSchemaFaults(type, object, '')),
      ...(size === undefined ? [] : scaleFaults(size, { ...object })),
    ];
  }
  const own = workloadFaults[id] ?? otherFaults[id] ?? policyFaults[id] ?? clusterKindFaults[id];
  const type = api.catalogue.typeOf(api.catalogue.stored(id) ?? resource);
  return once([...(own?.(object) ?? []), ...kindRuleFaults(id, object)], enumFaults(type, object));
}

function refuse(resource: ServedResource, object: DraftObject, faults: readonly FieldFault[]): void {
  if (faults.length === 0) return;
  const { group } = parseApiVersion(resource.storage.apiVersion);
  throw invalid({ group, kind: resource.kind }, object.metadata.name ?? '', faults);
}

/**
 * Looks at a new object.
 * @returns warnings
 * @throws StatusError Invalid with every fault
 */
export function validateCreate(api: Api, resource: ServedResource, draft: DraftObject): readonly string[] {
  const { name = '' } = draft.metadata;
  const object: KubernetesObject = { ...draft, metadata: { ...draft.metadata, name } };
  const faults = [...metadataFaults(resource.storage.id, draft), ...contentFaults(api, resource, object)];
  refuse(resource, draft, faults);
  return [...deprecations(resource), ...createWarnings(object)];
}

/** Looks at a changed object: what a new one must hold, and what may not change. */
export function validateUpdate(
  api: Api,
  resource: ServedResource,
  next: KubernetesObject,
  live: KubernetesObject,
): readonly string[] {
  const { id } = resource.storage;
  const update = workloadUpdateFaults[id] ?? otherUpdateFaults[id];
  const faults = [
    ...metadataFaults(id, next),
    ...metadataUpdateFaults(next, live),
    ...contentFaults(api, resource, next),
    ...(update?.(next, live) ?? []),
  ];
  refuse(resource, next, faults);
  const isSpecChanged = id === 'pods' || !sameJson(next.spec, live.spec);
  return [...deprecations(resource), ...(isSpecChanged ? updateWarnings(next) : [])];
}
