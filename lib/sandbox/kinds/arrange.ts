import { isJsonObject, type JsonObject } from '../store/object.ts';
import type { FieldType } from './field-type.ts';

function arrangeMap(type: FieldType, value: JsonObject): JsonObject {
  const keys = Object.keys(value);
  const sorted = [...keys].sort();
  const isPlain = type.element?.kind !== 'struct';
  if (isPlain && keys.every((key, index) => key === sorted[index])) return value;
  return Object.fromEntries(sorted.map((key) => [key, arrange(type.element, value[key])]));
}

function arrangeStruct(type: FieldType, value: JsonObject): JsonObject {
  const arranged: JsonObject = {};
  for (const name of type.fieldNames())
    if (value[name] !== undefined) arranged[name] = arrange(type.field(name), value[name]);
  // What the type does not know comes last.
  for (const name of Object.keys(value)) if (!(name in arranged)) arranged[name] = value[name];
  return arranged;
}

/** The same value in the order in which the real server writes it: fields as in their struct, keys of maps by the alphabet. */
export function arrange(type: FieldType | undefined, value: unknown): unknown {
  if (type === undefined) return value;
  if (Array.isArray(value)) {
    const { element } = type;
    return element === undefined ? value : value.map((item) => arrange(element, item));
  }
  if (!isJsonObject(value)) return value;
  if (type.kind === 'map') return arrangeMap(type, value);
  return type.kind === 'struct' ? arrangeStruct(type, value) : value;
}
