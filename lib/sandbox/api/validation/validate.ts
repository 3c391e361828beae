import type { ServedResource } from '../../kinds/catalogue.ts';
import { parseApiVersion } from '../../kinds/catalogue.ts';
import type { DraftObject, KubernetesObject } from '../../store/object.ts';
import type { Api } from '../context.ts';
import { customSchemaFaults } from './custom-schema.ts';
import { type FieldFault, invalid } from './invalid.ts';
import { metadataFaults, metadataUpdateFaults } from './metadata.ts';
import { otherFaults, otherUpdateFaults } from './others.ts';
import { workloadFaults, workloadUpdateFaults } from './workloads.ts';

function contentFaults(api: Api, resource: ServedResource, object: KubernetesObject): FieldFault[] {
  const { id } = resource.storage;
  if (resource.custom !== undefined) {
    const type = api.catalogue.typeOf(api.catalogue.stored(id) ?? resource);
    return type === undefined ? [] : customSchemaFaults(type, object, '');
  }
  return (workloadFaults[id] ?? otherFaults[id])?.(object) ?? [];
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
  return [];
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
  return [];
}
