import type { FieldType } from '../../kinds/field-type.ts';
import { isJsonObject, sameJson } from '../../store/object.ts';
import { EMPTY, type FieldSet, LEAF, setOf } from './field-set.ts';

/** How a value takes part in ownership: as one, or by its fields or items. */
export type Grain = 'leaf' | 'fields' | 'items';

/** Untyped objects are owned field by field, untyped lists as one. */
export function grainOf(type: FieldType | undefined, value: unknown): Grain {
  if (type === undefined || type.kind === 'any') return isJsonObject(value) ? 'fields' : 'leaf';
  if (type.kind === 'struct' || type.kind === 'map') return type.atomic ? 'leaf' : 'fields';
  return type.kind === 'list' && !type.atomic ? 'items' : 'leaf';
}

/** The type of a field of a struct, map or untyped object. */
export function typeAt(type: FieldType | undefined, name: string): FieldType | undefined {
  return type?.kind === 'map' ? type.element : type?.field(name);
}

/** The path element of an item in a keyed list or set. */
export function elementOf(type: FieldType, item: unknown): string {
  if (type.listType === 'set' || !isJsonObject(item)) return `v:${JSON.stringify(item)}`;
  const keys = [...type.mapKeys].sort().flatMap((key) => {
    const value = item[key] ?? type.element?.field(key)?.default;
    return value === undefined ? [] : [[key, value] as const];
  });
  return `k:${JSON.stringify(Object.fromEntries(keys))}`;
}

function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0;
}

/** The paths that a configuration names: what its applier will own. */
export function fieldsIn(type: FieldType | undefined, value: unknown): FieldSet {
  const grain = grainOf(type, value);
  if (grain === 'leaf' || value === null || value === undefined) return LEAF;
  if (grain === 'items') {
    if (!Array.isArray(value) || type === undefined) return LEAF;
    return setOf(
      false,
      value.map((item) => {
        const below = isJsonObject(item) ? fieldsIn(type.element, item) : EMPTY;
        return [elementOf(type, item), { member: true, children: below.children }] as const;
      }),
    );
  }
  if (!isJsonObject(value)) return LEAF;
  return setOf(
    false,
    Object.entries(value).map(([name, part]) => {
      const field = typeAt(type, name);
      const below = fieldsIn(field, part);
      // Free keys are members themselves, and so is what is there but empty.
      const member = below.member || type?.kind !== 'struct' || isBlank(part);
      return [`f:${name}`, { member, children: below.children }] as const;
    }),
  );
}

/** What differs between two objects, path by path. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

const SAME: Comparison = { added: EMPTY, modified: EMPTY, removed: EMPTY };

function compareLeaf(before: unknown, after: unknown): Comparison {
  if (before === undefined) return { ...SAME, added: LEAF };
  if (after === undefined) return { ...SAME, removed: LEAF };
  return sameJson(before, after) ? SAME : { ...SAME, modified: LEAF };
}

function combine(
  before: unknown,
  after: unknown,
  parts: readonly (readonly [string, Comparison])[],
): Comparison {
  return {
    // A container that was not there at all is itself an addition; one that has gone, a removal.
    added: setOf(
      before === undefined,
      parts.map(([element, part]) => [element, part.added] as const),
    ),
    removed: setOf(
      after === undefined,
      parts.map(([element, part]) => [element, part.removed] as const),
    ),
    modified: setOf(
      false,
      parts.map(([element, part]) => [element, part.modified] as const),
    ),
  };
}

function itemsByElement(type: FieldType, value: unknown): Map<string, unknown> {
  return new Map(Array.isArray(value) ? value.map((item) => [elementOf(type, item), item]) : []);
}

/** Compares two values of a type; `undefined` is absence. */
export function compare(type: FieldType | undefined, before: unknown, after: unknown): Comparison {
  if (before === after || (before === undefined && after === undefined)) return SAME;
  const grain = grainOf(type, after ?? before);
  if (grain === 'leaf' || (isBlank(before) && isBlank(after))) return compareLeaf(before, after);
  if (grain === 'items' && type !== undefined) {
    const old = itemsByElement(type, before);
    const now = itemsByElement(type, after);
    const elements = new Set([...old.keys(), ...now.keys()]);
    return combine(
      before,
      after,
      [...elements].map(
        (element) => [element, compareItem(type.element, old.get(element), now.get(element))] as const,
      ),
    );
  }
  const old = isJsonObject(before) ? before : {};
  const now = isJsonObject(after) ? after : {};
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  return combine(
    before,
    after,
    [...names].map((name) => [`f:${name}`, compare(typeAt(type, name), old[name], now[name])] as const),
  );
}

function compareItem(type: FieldType | undefined, before: unknown, after: unknown): Comparison {
  return isJsonObject(before ?? after) ? compare(type, before, after) : compareLeaf(before, after);
}
