import type { FieldType } from '../../kinds/field-type.ts';
import { isJsonObject, type JsonObject } from '../../store/object.ts';

/** Writes the defaults that a custom resource's schema names into a draft, outside in. */
export function applySchemaDefaults(type: FieldType, draft: JsonObject): void {
  for (const name of type.fieldNames()) {
    const field = type.field(name);
    if (field === undefined) continue;
    if (draft[name] === undefined && field.default !== undefined)
      draft[name] = structuredClone(field.default);
    descend(field, draft[name]);
  }
}

function descend(type: FieldType, value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) if (type.element !== undefined) descend(type.element, item);
  } else if (isJsonObject(value)) {
    if (type.kind === 'struct') applySchemaDefaults(type, value);
    const { element } = type;
    if (element !== undefined) for (const part of Object.values(value)) descend(element, part);
  }
}
