import type { FieldType } from '../../kinds/field-type.ts';
import { isJsonObject, type JsonObject } from '../../store/object.ts';

/**
 * The object a new one is compared with: what the server's own empty object of the type would show. Structs that are always written
 * are there, and required lists as null; so a writer that fills them does not own the containers themselves.
 */
export function zeroObject(type: FieldType | undefined): JsonObject {
  const zero: JsonObject = {};
  for (const name of type?.fieldNames() ?? []) {
    const field = type?.field(name);
    if (field?.kind === 'struct' && isJsonObject(field.default)) zero[name] = zeroObject(field);
    else if (type?.required.includes(name) === true && (field?.kind === 'list' || field?.kind === 'map'))
      zero[name] = null;
  }
  return zero;
}
