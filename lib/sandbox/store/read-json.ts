import { isJsonObject, type JsonObject } from './object.ts';

/** The value at a path; undefined as soon as something is missing on the way. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let part = value;
  for (const step of path) {
    if (typeof step === 'number') part = Array.isArray(part) ? part[step] : undefined;
    else part = isJsonObject(part) ? part[step] : undefined;
  }
  return part;
}

/** The text at a path, or an empty one. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** The number at a path, or 0. */
export function numberAt(value: unknown, ...path: readonly (string | number)[]): number {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : 0;
}

/** The list at a path, or an empty one. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The object at a path, or an empty one. */
export function objectAt(value: unknown, ...path: readonly (string | number)[]): JsonObject {
  const found = at(value, ...path);
  return isJsonObject(found) ? found : {};
}
