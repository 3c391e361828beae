import type { JsonObject, ManagedFieldsEntry } from '../../store/object.ts';
import { type FieldSet, fromFieldsV1, isEmpty, toFieldsV1 } from './field-set.ts';

/** A writer and the paths it owns. An applier is known by its name, other writers by name, version and subresource. */
export interface Manager {
  readonly name: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource: string;
  readonly time?: string;
  readonly owns: FieldSet;
}

// Past this many, the oldest entries of ordinary writers are folded into one, as the real server does.
const MAX_UPDATERS = 10;

export function isSameManager(a: Manager, b: Omit<Manager, 'owns' | 'time'>): boolean {
  return (
    a.name === b.name &&
    a.operation === b.operation &&
    a.subresource === b.subresource &&
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion)
  );
}

export function readManagers(entries: readonly ManagedFieldsEntry[] | undefined): Manager[] {
  return (entries ?? []).map((entry) => ({
    name: entry.manager ?? '',
    operation: entry.operation === 'Apply' ? 'Apply' : 'Update',
    apiVersion: entry.apiVersion ?? '',
    subresource: entry.subresource ?? '',
    ...(entry.time === undefined ? {} : { time: entry.time }),
    owns: fromFieldsV1(entry.fieldsV1),
  }));
}

// Ten thousand pods of one template have the same few field sets: one frozen copy serves them all.
const interned = new Map<string, JsonObject>();
const MAX_INTERNED = 5_000;

function intern(fields: JsonObject): JsonObject {
  const text = JSON.stringify(fields);
  const known = interned.get(text);
  if (known !== undefined) return known;
  if (interned.size >= MAX_INTERNED) interned.clear();
  interned.set(text, fields);
  return fields;
}

function capped(managers: readonly Manager[]): readonly Manager[] {
  const updaters = managers.filter(
    ({ operation, subresource }) => operation === 'Update' && subresource === '',
  );
  if (updaters.length <= MAX_UPDATERS) return managers;
  const oldest = new Set(
    [...updaters]
      .sort((a, b) => ((a.time ?? '') < (b.time ?? '') ? -1 : 1))
      .slice(0, updaters.length - MAX_UPDATERS),
  );
  return managers.filter((manager) => !oldest.has(manager));
}

/** Appliers first, then by the second of the last change, then by name, version and subresource. */
function inOrder(a: Manager, b: Manager): number {
  const keys = ({ operation, time = '', name, apiVersion, subresource }: Manager) => [
    operation,
    time,
    name,
    apiVersion,
    subresource,
  ];
  const others = keys(b);
  for (const [index, key] of keys(a).entries()) {
    const other = others[index] ?? '';
    if (key !== other) return key < other ? -1 : 1;
  }
  return 0;
}

/** The entries as they are stored. */
export function writeManagers(managers: readonly Manager[]): ManagedFieldsEntry[] {
  return capped(managers)
    .filter(({ owns }) => !isEmpty(owns))
    .sort(inOrder)
    .map(({ name, operation, apiVersion, subresource, time, owns }) => ({
      manager: name,
      operation,
      apiVersion,
      ...(time === undefined ? {} : { time }),
      fieldsType: 'FieldsV1',
      fieldsV1: intern(toFieldsV1(owns)),
      ...(subresource === '' ? {} : { subresource }),
    }));
}
