import { isJsonObject, type JsonObject } from '../../store/object.ts';

/**
 * A set of paths in an object, as a tree. Children are keyed as `fieldsV1` writes path elements: `f:name` for fields, `k:{...}` for items of
 * keyed lists, `v:...` for items of sets.
 */
export interface FieldSet {
  /** Is this very path in the set? */
  readonly member: boolean;
  readonly children: ReadonlyMap<string, FieldSet>;
}

const NONE: ReadonlyMap<string, FieldSet> = new Map();

export const EMPTY: FieldSet = { member: false, children: NONE };

export const LEAF: FieldSet = { member: true, children: NONE };

export function isEmpty(set: FieldSet): boolean {
  return !set.member && set.children.size === 0;
}

/** A set of what its parts hold; empty parts are left out. */
export function setOf(member: boolean, children: Iterable<readonly [string, FieldSet]>): FieldSet {
  const kept = new Map<string, FieldSet>();
  for (const [element, child] of children) if (!isEmpty(child)) kept.set(element, child);
  return kept.size === 0 ? (member ? LEAF : EMPTY) : { member, children: kept };
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  const children = new Map(a.children);
  for (const [element, child] of b.children) {
    const own = children.get(element);
    children.set(element, own === undefined ? child : union(own, child));
  }
  return { member: a.member || b.member, children };
}

/** Paths of `a` that are not in `b`. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmpty(b)) return a;
  return setOf(
    a.member && !b.member,
    [...a.children].map(([element, child]) => {
      const other = b.children.get(element);
      return [element, other === undefined ? child : difference(child, other)] as const;
    }),
  );
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return setOf(
    a.member && b.member,
    [...a.children].map(([element, child]) => {
      const other = b.children.get(element);
      return [element, other === undefined ? EMPTY : intersection(child, other)] as const;
    }),
  );
}

export function sameSet(a: FieldSet, b: FieldSet): boolean {
  return isEmpty(difference(a, b)) && isEmpty(difference(b, a));
}

/** The part of the set below a path, kept at its place. */
export function only(set: FieldSet, element: string): FieldSet {
  const child = set.children.get(element);
  return child === undefined ? EMPTY : { member: false, children: new Map([[element, child]]) };
}

/** The set without a path and all below it. */
export function without(set: FieldSet, [element, ...rest]: readonly string[]): FieldSet {
  if (element === undefined) return EMPTY;
  const child = set.children.get(element);
  if (child === undefined) return set;
  const others = [...set.children].filter(([name]) => name !== element);
  return setOf(set.member, rest.length === 0 ? others : [...others, [element, without(child, rest)]]);
}

/** The `fieldsV1` form; children in order of their names, so that equal sets look equal. */
export function toFieldsV1(set: FieldSet): JsonObject {
  const fields: JsonObject = {};
  if (set.member && set.children.size > 0) fields['.'] = {};
  for (const [element, child] of [...set.children].sort(([a], [b]) => (a < b ? -1 : 1))) {
    fields[element] = toFieldsV1(child);
  }
  return fields;
}

export function fromFieldsV1(fields: unknown, isRoot = true): FieldSet {
  if (!isJsonObject(fields)) return EMPTY;
  const entries = Object.entries(fields).filter(([element]) => element !== '.');
  const member = !isRoot && (entries.length === 0 || fields['.'] !== undefined);
  return setOf(
    member,
    entries.map(([element, child]) => [element, fromFieldsV1(child, false)] as const),
  );
}

function elementText(element: string): string {
  const body = element.slice(2);
  if (element.startsWith('f:')) return `.${body}`;
  if (element.startsWith('v:')) return `[=${body}]`;
  if (element.startsWith('i:')) return `[${body}]`;
  const keys: unknown = JSON.parse(body);
  const pairs = Object.entries(isJsonObject(keys) ? keys : {}).map(
    ([key, value]) => `${key}=${JSON.stringify(value)}`,
  );
  return `[${pairs.join(',')}]`;
}

/** The paths as people read them: `.spec.containers[name="web"].image`. */
export function pathsOf(set: FieldSet, prefix = ''): string[] {
  const below = [...set.children]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([element, child]) => pathsOf(child, `${prefix}${elementText(element)}`));
  return set.member ? [prefix, ...below] : below;
}
