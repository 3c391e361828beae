/** A plain JSON object as Spinnaker stores it; unknown keys stay as they are. */
export type JsonObject = { [key: string]: unknown };

/** The pipeline being edited: Spinnaker's own JSON, typed only where the editor looks. */
export type PipelineDocument = JsonObject;

/** Where a value stands inside a document: `['stages', 2, 'account']`. */
export type Path = readonly (string | number)[];

/** True for a JSON object, false for lists, null and scalars. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list, or nothing when the value is no list. Other elements are left out. */
export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The text of a value, or '' when it is neither text nor a number. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

/** The strings of a list; numbers become text, anything else is left out. */
export function stringsIn(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((entry) => typeof entry === 'string' || typeof entry === 'number').map(String);
}

/** Reads the value at a path, or undefined where the path leads nowhere. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === 'number') value = value[step];
    else if (isObject(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}

/**
 * A copy of the document with the value at the path replaced; everything off the path is shared with the
 * original, so keys nobody touched keep their place and identity. `undefined` removes the key or the element.
 */
export function withValueAt(root: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = Array.isArray(root) ? [...root] : [];
    const next = withValueAt(list[step], rest, value);
    if (next === undefined) list.splice(step, 1);
    else list[step] = next;
    return list;
  }
  const source = isObject(root) ? root : {};
  const next = withValueAt(Object.hasOwn(source, step) ? source[step] : undefined, rest, value);
  if (next === undefined) {
    return Object.fromEntries(Object.entries(source).filter(([key]) => key !== step));
  }
  // fromEntries defines the key, so a key named __proto__ stays data.
  if (Object.hasOwn(source, step)) {
    return Object.fromEntries(Object.entries(source).map(([key, old]) => [key, key === step ? next : old]));
  }
  return Object.fromEntries([...Object.entries(source), [step, next]]);
}

/** Equality of JSON values; the order of keys does not count. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((entry, index) => sameJson(entry, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
  );
}
