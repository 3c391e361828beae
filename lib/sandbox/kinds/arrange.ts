import { isJsonObject } from '../store/object.ts';
import type { FieldType } from './field-type.ts';

/** The same value in the order in which the real server writes it: fields as in their struct, keys of maps by the alphabet. */
export function arrange(type: FieldType | undefined, value: unknown): unknown {
  if (type === undefined) return value;
  if (Array.isArray(value)) {
    const { element } = type;
    return element === undefined ? value : value.map((item) => arrange(element, item));
  }
  if (!isJsonObject(value)) return value;
  if (type.kind === 'map') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, item]) => [key, arrange(type.element, item)]));
  }
  if (type.kind !== 'struct') return value;
  const arranged: Record<string, unknown> = {};
  for (const name of type.fieldNames())
    if (value[name] !== undefined) arranged[name] = arrange(type.field(name), value[name]);
  // What the type does not know comes last.
  return {
    ...arranged,
    ...Object.fromEntries(Object.entries(value).filter(([name]) => !(name in arranged))),
  };
}
