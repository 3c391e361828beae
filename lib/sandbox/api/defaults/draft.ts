import { isJsonObject, type JsonObject } from '../../store/object.ts';

// Defaults are written into a draft that nobody else holds yet: the decoder has just made it.

/** Sets a field that is absent. */
export function fill(object: JsonObject, field: string, value: unknown): void {
  if (object[field] === undefined) object[field] = value;
}

/** The object in a field, made when it is absent. */
export function ensure(object: JsonObject, field: string): JsonObject {
  const found = object[field];
  if (isJsonObject(found)) return found;
  const made: JsonObject = {};
  object[field] = made;
  return made;
}

/** The object in a field when it is there. */
export function inner(object: unknown, field: string): JsonObject | undefined {
  const found = isJsonObject(object) ? object[field] : undefined;
  return isJsonObject(found) ? found : undefined;
}

/** The objects of a list. */
export function items(object: unknown, field: string): JsonObject[] {
  const found = isJsonObject(object) ? object[field] : undefined;
  return Array.isArray(found) ? found.filter(isJsonObject) : [];
}
