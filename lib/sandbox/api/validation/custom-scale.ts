import { isJsonObject, type JsonObject } from '../../store/object.ts';
import { goText } from '../http/go-text.ts';
import { type FieldFault, invalidValue } from './invalid.ts';

function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (isJsonObject(value)) return 'map[string]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** What stands in the way of reading the size of a custom resource where its definition says it lies. */
export function scaleFaults(path: string, object: JsonObject): FieldFault[] {
  let value: unknown = object;
  const unreadable = (expected: string): FieldFault[] => {
    const why = `${goText(value)} is of the type ${goType(value)}, expected ${expected}`;
    return [invalidValue(path, 0, `${path} accessor error: ${why}`)];
  };
  for (const name of path.split('.').filter(Boolean)) {
    if (value === undefined || value === null) return [];
    if (!isJsonObject(value)) return unreadable('map[string]interface{}');
    value = value[name];
  }
  if (value === undefined || value === null) return [];
  if (!Number.isInteger(value)) return unreadable('int64');
  return Number(value) < 0 ? [invalidValue(path, value, 'should be a non-negative integer')] : [];
}
