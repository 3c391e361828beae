import { apiVersionOf, type ServedResource } from '../../kinds/catalogue.ts';
import { isJsonObject, type JsonObject, type KubernetesObject } from '../../store/object.ts';
import { type StatusCause, StatusError } from '../../store/status-error.ts';
import { wireTime } from '../../store/store.ts';
import type { Api } from '../context.ts';
import type { WriteOptions } from '../verbs/write-options.ts';
import { difference, EMPTY, type FieldSet, intersection, isEmpty, pathsOf, union } from './field-set.ts';
import { lastAppliedFields, refreshLastApplied } from './last-applied.ts';
import { isSameManager, type Manager, readManagers, writeManagers } from './managers.ts';
import { mergeConfig, prune } from './merge.ts';
import { managedPart, storedType, yieldTo } from './track.ts';
import { compare, fieldsIn } from './typed-fields.ts';
import { zeroObject } from './zero-object.ts';

// Server-side apply. The configuration is merged into the live object; what its applier owned before and no longer names
// is taken out unless somebody else owns it; a value that changes under another owner is a conflict, or taken over by force.

interface Conflict {
  readonly manager: Manager;
  readonly fields: FieldSet;
}

function managerText({ name, subresource, operation, apiVersion }: Manager): string {
  const through = subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`;
  return `${JSON.stringify(name)}${through}${operation === 'Update' ? ` using ${apiVersion}` : ''}`;
}

/** The 409 that names each manager and each field. */
function conflictError(conflicts: readonly Conflict[]): StatusError {
  const causes: StatusCause[] = conflicts.flatMap(({ manager, fields }) =>
    pathsOf(fields).map((field) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${managerText(manager)}`,
      field,
    })),
  );
  const words = conflicts.map(({ manager, fields }) => {
    const paths = pathsOf(fields);
    return causes.length === 1
      ? `conflict with ${managerText(manager)}: ${paths[0]}`
      : `conflicts with ${managerText(manager)}:\n${paths.map((path) => `- ${path}`).join('\n')}`;
  });
  const count = `${causes.length} conflict${causes.length === 1 ? '' : 's'}`;
  return new StatusError(409, 'Conflict', `Apply failed with ${count}: ${words.join('\n')}`, { causes });
}

/** An object nobody has managed so far: all of it belongs to whoever was before the first apply. */
function inheritedManagers(api: Api, resource: ServedResource, live: KubernetesObject): Manager[] {
  const managers = readManagers(live.metadata.managedFields);
  if (managers.length > 0) return managers;
  const type = storedType(api, resource);
  const all = compare(type, zeroObject(type), live).added;
  return [
    {
      name: 'before-first-apply',
      operation: 'Update',
      apiVersion: live.apiVersion,
      subresource: '',
      time: wireTime(api.store.now()),
      owns: managedPart(resource, all, undefined),
    },
  ];
}

/** What an apply makes of the live object, and who owns what after it. */
export interface Applied {
  readonly object: JsonObject;
  readonly managers: readonly Manager[];
}

/**
 * Applies a configuration, in the shape that is stored.
 * @throws StatusError Conflict when others own what it changes and force is not asked for
 */
export function applyConfig(
  api: Api,
  resource: ServedResource,
  live: KubernetesObject | undefined,
  config: JsonObject,
  options: WriteOptions,
  subresource?: string,
): Applied {
  const type = storedType(api, resource);
  const writer = {
    name: options.manager,
    operation: 'Apply' as const,
    apiVersion: apiVersionOf(resource.group, resource.version),
    subresource: subresource ?? '',
  };
  const before = live === undefined ? [] : inheritedManagers(api, resource, live);
  const own = before.find((manager) => isSameManager(manager, writer));
  const others = before.filter((manager) => manager !== own);
  const owns = managedPart(resource, fieldsIn(type, config), subresource);
  const keep = others.reduce((all, { owns: theirs }) => union(all, theirs), owns);
  const merged = mergeConfig(type, live ?? {}, config);
  const pruned = own === undefined ? merged : prune(type, merged, own.owns, keep);
  const object = isJsonObject(pruned) ? pruned : {};

  const whole = compare(type, live ?? zeroObject(type), object);
  const change = {
    added: managedPart(resource, whole.added, subresource),
    modified: managedPart(resource, whole.modified, subresource),
    removed: managedPart(resource, whole.removed, subresource),
  };
  const changed = union(change.added, change.modified);
  const allowed = options.manager === 'kubectl' ? lastAppliedFields(type, live) : EMPTY;
  const conflicts = others
    .map((manager) => ({ manager, fields: difference(intersection(manager.owns, changed), allowed) }))
    .filter(({ fields }) => !isEmpty(fields));
  if (conflicts.length > 0 && !options.force) throw conflictError(conflicts);
  // An apply that changes nothing leaves no time.
  const isSame = isEmpty(changed) && isEmpty(change.removed);
  const time = isSame ? own?.time : wireTime(api.store.now());
  return {
    object: options.manager === 'kubectl' ? refreshLastApplied(object, live, config) : object,
    managers: [...yieldTo(others, change), { ...writer, ...(time === undefined ? {} : { time }), owns }],
  };
}

/** Writes the managers into an object. */
export function withManagers(object: KubernetesObject, managers: readonly Manager[]): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, managedFields: writeManagers(managers) } };
}
