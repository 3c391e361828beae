import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject } from '../store/object.ts';
import { goQuantity } from './go-quantity.ts';

// The text of a Go struct that Kubernetes takes the hash of a pod template over: every field in Go's order with its type, pointers
// followed, as the package spew prints it by the verb `%#v`. The structs are recorded (record-structs.ts).

type Field = readonly [name: string, type: string, wireName: string];

const { names, structs }: { names: Record<string, string>; structs: Record<string, readonly Field[]> } =
  JSON.parse(readFileSync(join(import.meta.dirname, 'structs.json'), 'utf8'));

const NIL = '<nil>';
/** A template's own times are never set. */
const ZERO_TIME = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';

function orZero(type: string, value: unknown): string {
  if (value !== undefined && value !== null) return String(value);
  if (type === 'string') return '';
  return type === 'bool' ? 'false' : '0';
}

function dumpMap(type: string, value: unknown): string {
  const element = type.slice(type.indexOf(']') + 1);
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  if (entries.length === 0) return NIL;
  const parts = entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => `${key}:${dumpValue(element, entry)}`);
  return `map[${parts.join(' ')}]`;
}

function dumpStruct(fields: readonly Field[], value: unknown): string {
  const object = isJsonObject(value) ? value : {};
  // An embedded struct has no name on the wire: its fields stand beside the others.
  const parts = fields.map(
    ([name, type, wireName]) => `${name}:${dumpField(type, wireName === '' ? object : object[wireName])}`,
  );
  return `{${parts.join(' ')}}`;
}

/** A value without its type before it. */
function dumpValue(type: string, value: unknown): string {
  if (type === 'v1.Time') return ZERO_TIME;
  if (type === 'resource.Quantity') return goQuantity(String(value ?? '0'));
  if (type === 'intstr.IntOrString') {
    const isText = typeof value === 'string';
    return `{Type:(intstr.Type)${isText ? 1 : 0} IntVal:(int32)${isText ? 0 : (value ?? 0)} StrVal:(string)${isText ? value : ''}}`;
  }
  const fields = structs[type];
  if (fields !== undefined) return dumpStruct(fields, value);
  const plain = names[type] ?? type;
  if (plain.startsWith('map[')) return dumpMap(plain, value);
  if (!plain.startsWith('[]')) return orZero(plain, value);
  if (!Array.isArray(value) || value.length === 0) return NIL;
  return `[${value.map((item) => dumpValue(plain.slice('[]'.length), item)).join(' ')}]`;
}

function dumpField(type: string, value: unknown): string {
  if (!type.startsWith('*')) return `(${type})${dumpValue(type, value)}`;
  return `(${type})${value === undefined || value === null ? NIL : dumpValue(type.slice(1), value)}`;
}

/** An object of the wire as the Go struct of this type, in the words that are hashed. */
export function goDump(type: string, value: unknown): string {
  return dumpField(type, value);
}
