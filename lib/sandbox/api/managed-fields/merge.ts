import type { FieldType } from '../../kinds/field-type.ts';
import { isJsonObject, type JsonObject } from '../../store/object.ts';
import { type FieldSet, isEmpty } from './field-set.ts';
import { elementOf, grainOf, typeAt } from './typed-fields.ts';

/** Merges a configuration into the live value by type: what the configuration does not name stays. */
export function mergeConfig(type: FieldType | undefined, live: unknown, config: unknown): unknown {
  if (config === undefined) return live;
  // Null where a map is wanted names no field, so all that others set stays.
  if (config === null && isJsonObject(live) && grainOf(type, live) === 'fields') return live;
  const grain = grainOf(type, config);
  if (grain === 'items' && type !== undefined && Array.isArray(config) && Array.isArray(live)) {
    return mergeItems(type, live, config);
  }
  if (grain !== 'fields' || !isJsonObject(config) || !isJsonObject(live)) return config;
  const merged: JsonObject = { ...live };
  for (const [name, part] of Object.entries(config)) {
    merged[name] = mergeConfig(typeAt(type, name), live[name], part);
  }
  return merged;
}

/** Items of the live list that are not named keep their place; the named ones come in the order of the configuration. */
function mergeItems(type: FieldType, live: readonly unknown[], config: readonly unknown[]): unknown[] {
  const named = new Set(config.map((item) => elementOf(type, item)));
  const old = new Map(live.map((item) => [elementOf(type, item), item]));
  const merged: unknown[] = [];
  let next = 0;
  const take = (item: unknown) => {
    const before = old.get(elementOf(type, item));
    merged.push(isJsonObject(item) ? mergeConfig(type.element, before, item) : item);
    next += 1;
  };
  for (const item of live) {
    if (!named.has(elementOf(type, item))) merged.push(item);
    else if (next < config.length) take(config[next]);
  }
  while (next < config.length) take(config[next]);
  return merged;
}

/**
 * Takes out of a value what an applier owned and no longer names, unless somebody else owns it or something below it.
 * @returns undefined when nothing is left of a container
 */
export function prune(type: FieldType | undefined, value: unknown, last: FieldSet, keep: FieldSet): unknown {
  const goes = (element: string): boolean => {
    const owned = last.children.get(element);
    const kept = keep.children.get(element);
    return owned?.member === true && (kept === undefined || isEmpty(kept));
  };
  const below = (element: string, part: unknown, partType: FieldType | undefined): unknown => {
    const owned = last.children.get(element);
    if (owned === undefined || owned.children.size === 0) return part;
    const kept = keep.children.get(element) ?? { member: false, children: new Map() };
    return prune(partType, part, owned, kept);
  };
  if (Array.isArray(value) && type !== undefined && grainOf(type, value) === 'items') {
    const left = value
      .filter((item) => !goes(elementOf(type, item)))
      .map((item) => below(elementOf(type, item), item, type.element));
    return left.length === 0 && value.length > 0 ? undefined : left;
  }
  if (!isJsonObject(value) || grainOf(type, value) !== 'fields') return value;
  const entries = Object.entries(value)
    .filter(([name]) => !goes(`f:${name}`))
    .map(([name, part]): [string, unknown] => [name, below(`f:${name}`, part, typeAt(type, name))])
    .filter(([, part]) => part !== undefined);
  return entries.length === 0 && Object.keys(value).length > 0 ? undefined : Object.fromEntries(entries);
}
