import type { FieldType } from '../../kinds/field-type.ts';
import { isJsonObject } from '../../store/object.ts';
import { type FieldFault, notSupported } from './invalid.ts';

/** Values that are told in an order of their own; others are told by the alphabet. */
const ORDERS: readonly (readonly string[])[] = [
  ['File', 'FallbackToLogsOnError'],
  ['NonIndexed', 'Indexed'],
];

/** The scopes of a quota and the taints of a node are judged by rules of their own. */
const JUDGED_ELSEWHERE = ['scopeSelector', 'taints'];

function inOrder(values: readonly string[]): readonly string[] {
  const own = ORDERS.find(
    (order) => order.length === values.length && order.every((one) => values.includes(one)),
  );
  return own ?? [...values].sort();
}

function join(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`;
}

/** Every text of an object that is none of the values its field may have, as the recorded schemas tell them. */
export function enumFaults(type: FieldType | undefined, value: unknown, field = ''): FieldFault[] {
  if (type === undefined || value === undefined || value === null) return [];
  const { enum: allowed } = type.schema;
  if (typeof value === 'string' && Array.isArray(allowed))
    return allowed.includes(value) ? [] : [notSupported(field, value, inOrder(allowed.map(String)))];
  if (Array.isArray(value))
    return value.flatMap((item, index) => enumFaults(type.element, item, `${field}[${index}]`));
  if (!isJsonObject(value) || type.kind !== 'struct') return [];
  return Object.entries(value).flatMap(([name, part]) => {
    // The status is the server's own, and metadata has no such fields.
    if (field === '' && (name === 'status' || name === 'metadata')) return [];
    if (JUDGED_ELSEWHERE.includes(name)) return [];
    return enumFaults(type.field(name), part, join(field, name));
  });
}
