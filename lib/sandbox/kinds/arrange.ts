import { isJsonObject } from '../store/object.ts';
import type { FieldType } from './field-type.ts';

/** The same value with the fields of every struct in the order in which the real server writes them. */
export function arrange(type: FieldType | undefined, value: unknown): unknown {
  if (type === undefined) return value;
  if (Array.isArray(value)) {
    const { element } = type;
    return element === undefined ? value : value.map((item) => arrange(element, item));
  }
  if (!isJsonObject(value)) return value;
  if (type.kind === 'map') {
    const { element } = type;
    if (element?.kind !== 'struct') return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, arrange(element, item)]));
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
