import { JavaNumber, numberFromPlain } from './number.ts';

/** One UTF-16 character, which Java keeps apart from text. */
export class CharValue {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A Java array: `split` makes one, `new String[]{...}` too. */
export class ArrayValue {
  /** Java name of the element type: `String`, `int`, `Object` ... */
  readonly component: string;
  readonly items: readonly unknown[];
  constructor(component: string, items: readonly unknown[]) {
    this.component = component;
    this.items = items;
  }
}

/** A collection that is no list: a set, or the keys, values or entries of a map. */
export class CollectionValue {
  readonly shape: 'set' | 'keys' | 'values' | 'entries';
  readonly items: readonly unknown[];
  constructor(shape: 'set' | 'keys' | 'values' | 'entries', items: readonly unknown[]) {
    this.shape = shape;
    this.items = items;
  }
}

/** A map made by an expression. Its keys may be other than text, and keep their order. */
export class MapValue {
  readonly entries: ReadonlyMap<string, EntryValue>;
  /** Asked for keys that are not its own: the outputs of the stages before. Such keys are not counted or listed. */
  readonly fallback: ((key: string) => unknown) | undefined;
  /** Those keys, for completion only. */
  readonly fallbackKeys: () => readonly string[];
  constructor(
    entries: ReadonlyMap<string, EntryValue>,
    fallback?: (key: string) => unknown,
    fallbackKeys: () => readonly string[] = () => [],
  ) {
    this.entries = entries;
    this.fallback = fallback;
    this.fallbackKeys = fallbackKeys;
  }
}

export class EntryValue {
  readonly key: unknown;
  readonly value: unknown;
  constructor(key: unknown, value: unknown) {
    this.key = key;
    this.value = value;
  }
}

/** A constant of an enum, an execution status above all. */
export class EnumValue {
  readonly type: string;
  readonly name: string;
  readonly ordinal: number;
  constructor(type: string, name: string, ordinal: number) {
    this.type = type;
    this.name = name;
    this.ordinal = ordinal;
  }
}

/** What `T(...)` gives: a type, good for its static methods and for `instanceof`. */
export class TypeValue {
  /** The simple name that `classOf` gives. */
  readonly type: string;
  /** The name that Java has for it: `java.lang.String`, `int`, `[Ljava.lang.String;`. */
  readonly javaName: string;
  constructor(type: string, javaName: string) {
    this.type = type;
    this.javaName = javaName;
  }
}

/** A value that `#doNotEval` protects from further evaluation. */
export class ProtectedValue {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

/**
 * An object of which only declared properties may be read: an execution, a stage, a trigger. The table is the
 * whole of what expressions can see; `undefined` in it means the property exists but is closed to expressions.
 */
export class BeanValue {
  readonly type: string;
  readonly properties: Readonly<Record<string, () => unknown>>;
  /** The JSON document behind it, for `#toJson` and as a result. */
  readonly source: unknown;
  constructor(type: string, properties: Readonly<Record<string, () => unknown>>, source: unknown) {
    this.type = type;
    this.properties = properties;
    this.source = source;
  }
}

export type PlainMap = Readonly<Record<string, unknown>>;

/** True for a JSON object. Anything with another prototype is none of ours and stays opaque. */
export function isPlainMap(value: unknown): value is PlainMap {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

export const isMap = (value: unknown): value is PlainMap | MapValue =>
  value instanceof MapValue || isPlainMap(value);

/** Takes a JSON value (or one of ours) into the language: numbers get a Java type, `undefined` becomes null. */
export function fromPlain(value: unknown): unknown {
  if (typeof value === 'number') return numberFromPlain(value);
  return value === undefined ? null : value;
}

/** Text or an enum constant, both of which compare as text. */
export function charSequence(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof EnumValue && value.type === 'ExecutionStatus' ? value.name : undefined;
}

const numberClasses = {
  byte: 'Byte',
  short: 'Short',
  int: 'Integer',
  long: 'Long',
  float: 'Float',
  double: 'Double',
  big: 'BigInteger',
} as const;

/** Simple Java class name of a value; decides which methods it has. Host objects that are none of ours are `Object`. */
export function classOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (value instanceof JavaNumber) return numberClasses[value.kind];
  if (value instanceof CharValue) return 'Character';
  if (value instanceof ArrayValue) return `${value.component}[]`;
  if (value instanceof CollectionValue) return collectionClasses[value.shape];
  if (value instanceof EntryValue) return 'Entry';
  if (value instanceof EnumValue || value instanceof BeanValue) return value.type;
  if (value instanceof TypeValue) return 'Class';
  if (value instanceof ProtectedValue) return 'NotEvaluableExpression';
  if (isList(value)) return 'ArrayList';
  if (isMap(value)) return 'LinkedHashMap';
  return registeredClass(value) ?? 'Object';
}

const collectionClasses = {
  set: 'HashSet',
  keys: 'LinkedKeySet',
  values: 'LinkedValues',
  entries: 'LinkedEntrySet',
} as const;

const registered: { is: (value: unknown) => boolean; name: string }[] = [];

/** Lets the date and other types name themselves without this file knowing them. */
export function registerClass(name: string, is: (value: unknown) => boolean): void {
  registered.push({ name, is });
}

const registeredClass = (value: unknown): string | undefined =>
  registered.find((entry) => entry.is(value))?.name;
