import type { FieldType } from '../../kinds/field-type.ts';
import { isJsonObject, type JsonObject, sameJson } from '../../store/object.ts';
import { badRequest, unexplained } from '../../store/status-error.ts';

// Strategic merge patch: a merge patch that knows, by the type of each field, which lists merge by a key, and that
// carries directives inside itself: $patch (replace, merge, delete), $retainKeys, $deleteFromPrimitiveList/NAME, $setElementOrder/NAME.

const DELETE_FROM = '$deleteFromPrimitiveList/';
const SET_ORDER = '$setElementOrder/';

function directiveOf(patch: JsonObject): string | undefined {
  const directive = patch.$patch;
  if (directive === undefined) return undefined;
  if (directive === 'replace' || directive === 'merge' || directive === 'delete') return directive;
  throw badRequest(`unrecognized patch directive ${JSON.stringify(directive)}`);
}

function withoutDirective(patch: JsonObject): JsonObject {
  const { $patch: _, ...rest } = patch;
  return rest;
}

/** A value that is new to the target: its nulls and directives mean nothing there. */
function asNew(type: FieldType | undefined, value: unknown): unknown {
  if (Array.isArray(value)) {
    const kept = value.filter((item) => !(isJsonObject(item) && item.$patch !== undefined));
    return kept.map((item) => asNew(type?.element, item));
  }
  if (!isJsonObject(value)) return value;
  return mergeObject(type, {}, withoutDirective(value));
}

function fieldOf(type: FieldType | undefined, name: string): FieldType | undefined {
  return type?.kind === 'map' ? type.element : type?.field(name);
}

/** Applies a strategic merge patch to an object of the type; the target is not changed. */
export function applyStrategicMerge(
  type: FieldType | undefined,
  target: JsonObject,
  patch: JsonObject,
): JsonObject {
  return mergeObject(type, target, patch);
}

function mergeObject(type: FieldType | undefined, target: JsonObject, patch: JsonObject): JsonObject {
  const directive = directiveOf(patch);
  if (directive === 'replace') return mergeObject(type, {}, withoutDirective(patch));
  if (directive === 'delete') return {};
  const merged: JsonObject = { ...target };
  if (Array.isArray(patch.$retainKeys)) {
    for (const key of Object.keys(merged)) if (!patch.$retainKeys.includes(key)) delete merged[key];
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key === '$patch' || key === '$retainKeys') continue;
    if (key.startsWith(DELETE_FROM)) deleteFromList(merged, key.slice(DELETE_FROM.length), value);
    else if (!key.startsWith(SET_ORDER)) mergeField(fieldOf(type, key), merged, key, value);
  }
  for (const [key, value] of Object.entries(patch)) {
    const field = fieldOf(type, key);
    if (Array.isArray(value) && field?.patchStrategies.includes('merge') === true) {
      const order = patch[`${SET_ORDER}${key}`];
      orderField(field, target, merged, key, Array.isArray(order) ? order : value);
    } else if (
      key.startsWith(SET_ORDER) &&
      patch[key.slice(SET_ORDER.length)] === undefined &&
      Array.isArray(value)
    ) {
      const name = key.slice(SET_ORDER.length);
      orderField(fieldOf(type, name), target, merged, name, value);
    }
  }
  return merged;
}

/** Puts a merged list into the order that the patch names, or else has. */
function orderField(
  field: FieldType | undefined,
  target: JsonObject,
  merged: JsonObject,
  name: string,
  order: readonly unknown[],
): void {
  const list = merged[name];
  const before = target[name];
  if (Array.isArray(list)) merged[name] = ordered(field, list, order, Array.isArray(before) ? before : []);
}

function deleteFromList(merged: JsonObject, name: string, values: unknown): void {
  const list = merged[name];
  if (!Array.isArray(list) || !Array.isArray(values)) return;
  merged[name] = list.filter((item) => !values.some((value) => sameJson(value, item)));
}

function mergeField(field: FieldType | undefined, merged: JsonObject, key: string, value: unknown): void {
  if (value === null) {
    delete merged[key];
    return;
  }
  const current = merged[key];
  if (isJsonObject(value)) {
    if (value.$patch === 'delete') delete merged[key];
    else if (field?.patchStrategies.includes('replace') === true) merged[key] = asNew(field, value);
    else merged[key] = mergeObject(field, isJsonObject(current) ? current : {}, value);
    return;
  }
  if (!Array.isArray(value)) {
    merged[key] = value;
    return;
  }
  const merges = field?.patchStrategies.includes('merge') === true;
  merged[key] =
    merges && field !== undefined
      ? mergeList(field, Array.isArray(current) ? current : [], value)
      : asNew(field, value);
}

function mergeList(field: FieldType, current: readonly unknown[], patch: readonly unknown[]): unknown[] {
  const { patchMergeKey: key, element } = field;
  if (key === undefined || !patch.every(isJsonObject)) {
    const added = patch.filter((value) => !current.some((item) => sameJson(item, value)));
    return [...current, ...added];
  }
  const replaces = patch.some((item) => item.$patch === 'replace' && item[key] === undefined);
  let merged: unknown[] = replaces ? [] : [...current];
  for (const item of patch) {
    if (item.$patch === 'replace' && Object.keys(item).length === 1) continue;
    const id = item[key];
    if (id === undefined) {
      throw unexplained(
        `map: map[${Object.entries(item)
          .map(([name, value]) => `${name}:${String(value)}`)
          .join(' ')}] does not contain declared merge key: ${key}`,
      );
    }
    if (item.$patch === 'delete') {
      merged = merged.filter((candidate) => !isJsonObject(candidate) || candidate[key] !== id);
      continue;
    }
    const index = merged.findIndex((candidate) => isJsonObject(candidate) && candidate[key] === id);
    const found = merged[index];
    if (item.$patch === 'replace') {
      const next = asNew(element, item);
      if (index < 0) merged.push(next);
      else merged[index] = next;
    } else if (isJsonObject(found)) merged[index] = mergeObject(element, found, item);
    else merged.push(asNew(element, item));
  }
  return merged;
}

/**
 * Puts the items the patch names into the order it names them in; items it does not name keep their place relative to
 * their neighbors in the list before.
 */
function ordered(
  field: FieldType | undefined,
  list: readonly unknown[],
  order: readonly unknown[],
  before: readonly unknown[],
): unknown[] {
  const key = field?.patchMergeKey;
  const idOf = (item: unknown): string =>
    JSON.stringify(key !== undefined && isJsonObject(item) ? (item[key] ?? null) : item);
  const ranks = new Map(order.map((item, index) => [idOf(item), index]));
  const positions = new Map(before.map((item, index) => [idOf(item), index]));
  const named = list
    .filter((item) => ranks.has(idOf(item)))
    .sort((a, b) => (ranks.get(idOf(a)) ?? 0) - (ranks.get(idOf(b)) ?? 0));
  const others = list
    .filter((item) => !ranks.has(idOf(item)))
    .sort((a, b) => (positions.get(idOf(a)) ?? 0) - (positions.get(idOf(b)) ?? 0));
  // What the patch names goes first, unless both stood in the list before and the other one stood in front.
  const result: unknown[] = [];
  let next = 0;
  for (const other of others) {
    const place = positions.get(idOf(other));
    for (let item = named[next]; next < named.length; item = named[next]) {
      const itsPlace = positions.get(idOf(item));
      if (place !== undefined && itsPlace !== undefined && place < itsPlace) break;
      result.push(item);
      next += 1;
    }
    result.push(other);
  }
  return [...result, ...named.slice(next)];
}
