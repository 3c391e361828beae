import type { FieldType } from '../../kinds/field-type.ts';
import { isJsonObject, type JsonObject, sameJson } from '../../store/object.ts';
import { duplicate, type FieldFault, invalidValue, notSupported, printed, required } from './invalid.ts';

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function fits(kind: string, wanted: unknown): boolean {
  return kind === wanted || (wanted === 'number' && kind === 'integer');
}

function wantedTypes(schema: JsonObject): string[] {
  if (schema['x-kubernetes-int-or-string'] === true) return ['integer', 'string'];
  return typeof schema.type === 'string' ? [schema.type] : [];
}

function mistyped(field: string, shown: unknown, wanted: string, found: unknown): FieldFault {
  const detail = `${printed(shown)}: ${field} in body must be of type ${wanted}: ${JSON.stringify(found)}`;
  return { field, type: 'TypeInvalid', detail };
}

/** A number with a fraction where a whole one is wanted is found twice, the second time without its place. */
function notWhole(field: string): FieldFault {
  const sentence = `Checked value must be of type integer (default format) in ${field}`;
  return { field: '<nil>', type: 'Invalid', detail: `"": ${sentence}` };
}

/** Formats of text that are held to. */
const FORMATS: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  uuid: /^[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}$/,
  email: /^[^@\s]+@[^@\s]+$/,
  ipv4: /^(\d{1,3}\.){3}\d{1,3}$/,
  byte: /^[A-Za-z0-9+/]*={0,2}$/,
};

function boundFaults(schema: JsonObject, value: unknown, field: string): FieldFault[] {
  const faults: FieldFault[] = [];
  const { minimum, maximum, minLength, maxLength, pattern, minItems, maxItems } = schema;
  if (typeof value === 'number') {
    if (typeof minimum === 'number' && value < minimum) {
      faults.push(
        invalidValue(field, value, `${field} in body should be greater than or equal to ${minimum}`),
      );
    }
    if (typeof maximum === 'number' && value > maximum) {
      faults.push(invalidValue(field, value, `${field} in body should be less than or equal to ${maximum}`));
    }
  }
  if (typeof value === 'string') {
    if (typeof minLength === 'number' && value.length < minLength) {
      faults.push(invalidValue(field, value, `${field} in body should be at least ${minLength} chars long`));
    }
    if (typeof maxLength === 'number' && value.length > maxLength) {
      faults.push({ field, type: 'TooLong', detail: `may not be more than ${maxLength} bytes` });
    } else if (typeof pattern === 'string' && !new RegExp(pattern).test(value)) {
      faults.push(invalidValue(field, value, `${field} in body should match '${pattern}'`));
    }
  }
  if (Array.isArray(value)) {
    if (typeof minItems === 'number' && value.length < minItems) {
      faults.push(
        invalidValue(field, value.length, `${field} in body should have at least ${minItems} items`),
      );
    }
    if (typeof maxItems === 'number' && value.length > maxItems) {
      faults.push({ field, type: 'TooMany', detail: `${value.length}: must have at most ${maxItems} items` });
    }
  }
  return faults;
}

/** Items that a set or a map of items holds twice. */
function duplicateFaults(schema: JsonObject, value: readonly unknown[], field: string): FieldFault[] {
  const kind = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'];
  const seen = new Set<string>();
  return value.flatMap((item, index) => {
    const own =
      kind === 'map' && Array.isArray(keys) && isJsonObject(item)
        ? Object.fromEntries(keys.map((key) => [String(key), item[String(key)]]))
        : item;
    if (kind !== 'set' && kind !== 'map') return [];
    const text = JSON.stringify(own);
    if (seen.has(text)) return [duplicate(`${field}[${index}]`, own)];
    seen.add(text);
    return [];
  });
}

/** What a custom resource's own schema finds wrong with it: types, required fields, enums, bounds and patterns. */
export function customSchemaFaults(type: FieldType, value: unknown, field: string): FieldFault[] {
  const { schema } = type;
  if (value === null && schema.nullable === true) return [];
  const kind = kindOf(value);
  const wanted = wantedTypes(schema);
  if (wanted.length > 0 && !wanted.some((type) => fits(kind, type))) {
    const told = mistyped(field, kind, wanted.join(','), kind);
    return kind === 'number' && schema.type === 'integer' ? [told, notWhole(field)] : [told];
  }
  const faults: FieldFault[] = [];
  const format =
    typeof value === 'string' && typeof schema.format === 'string' ? FORMATS[schema.format] : undefined;
  if (format !== undefined && !format.test(String(value)))
    faults.push(mistyped(field, value, String(schema.format), value));
  if (Array.isArray(schema.enum) && !schema.enum.some((one) => sameJson(one, value))) {
    faults.push(notSupported(field, value, schema.enum.map(String)));
  }
  faults.push(...boundFaults(schema, value, field));
  if (Array.isArray(value)) {
    const { element } = type;
    if (element !== undefined) {
      faults.push(...value.flatMap((item, index) => customSchemaFaults(element, item, `${field}[${index}]`)));
    }
    return [...faults, ...duplicateFaults(schema, value, field)];
  }
  if (!isJsonObject(value)) return faults;
  for (const name of type.required) {
    if (value[name] === undefined) faults.push(required(field === '' ? name : `${field}.${name}`));
  }
  for (const [name, part] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (field === '' && ['apiVersion', 'kind', 'metadata'].includes(name)) continue;
    const inner = type.kind === 'map' ? type.element : type.field(name);
    if (inner !== undefined)
      faults.push(...customSchemaFaults(inner, part, field === '' ? name : `${field}.${name}`));
  }
  return faults;
}
