import { isJsonObject } from '../store/object.ts';
import type { FieldType } from './field-type.ts';
import { canonicalQuantity, NOT_A_QUANTITY, parseQuantity } from './quantity.ts';

/** What came of reading a value as a type: the value as the server keeps it, and what it said about it. */
export interface Conformed {
  readonly value: unknown;
  /** Paths of fields the type does not have, as `spec.containers[0].foo`. */
  readonly unknown: readonly string[];
  /** The decoder's complaint about a value of the wrong shape. */
  readonly error?: string;
  /** The same complaint as the converter behind strategic merge patches puts it. */
  readonly conversion?: string;
}

// Optional numbers and booleans that cannot tell zero from absent: the server leaves their zero out. OpenAPI does not
// say which these are. Strings are the other way round: nearly all are like that, and the exceptions are named.
const ZERO_IS_ABSENT = new Set([
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'stdin',
  'stdinOnce',
  'tty',
  'paused',
  'readOnly',
  'unschedulable',
  'publishNotReadyAddresses',
  'globalDefault',
  'preserveUnknownFields',
  'nullable',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
  'uniqueItems',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'minReadySeconds',
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
  'hostPort',
  'nodePort',
  'healthCheckNodePort',
  'observedGeneration',
  'updatedReplicas',
  'readyReplicas',
  'unavailableReplicas',
  'fullyLabeledReplicas',
  'currentReplicas',
  'active',
  'succeeded',
  'failed',
  'count',
  'signal',
  'numberUnavailable',
  'numberAvailable',
  'updatedNumberScheduled',
  'generation',
]);
const EMPTY_STRING_COUNTS = new Set([
  'storageClassName',
  'ingressClassName',
  'volumeAttributesClassName',
  'runtimeClassName',
  'loadBalancerClass',
  'appProtocol',
  'timeZone',
]);

const QUANTITY = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
const INT_OR_STRING = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';

/** A type's name as Go writes it in the decoder's complaints. */
function goType(type: FieldType): string {
  const short = type.typeName?.split('.').slice(-2).join('.');
  if (short !== undefined && type.kind !== 'any') return short;
  switch (type.kind) {
    case 'list':
      return type.element === undefined ? '[]interface {}' : `[]${goType(type.element)}`;
    case 'map':
      return type.element === undefined ? 'map[string]interface {}' : `map[string]${goType(type.element)}`;
    case 'integer':
      return type.schema.format === 'int64' ? 'int64' : 'int32';
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float64';
    default:
      return short ?? type.kind;
  }
}

function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'object' ? 'object' : typeof value;
}

interface Place {
  /** Values of a wrong shape stay as they are: a schema of the object's own will judge them. */
  readonly lenient: boolean;
  /** With list indices, for unknown fields. */
  readonly path: string;
  /** Without them, for the decoder's complaints. */
  readonly goPath: string;
  readonly struct: string;
}

class Mismatch extends Error {
  readonly conversion: string | undefined;

  constructor(message: string, conversion?: string) {
    super(message);
    this.conversion = conversion;
  }
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'slice';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : typeof value === 'object' ? 'map' : 'string';
}

function conversionFault(type: FieldType, value: unknown): string {
  const from = goKind(value);
  if (type.kind === 'list') return `cannot restore slice from ${from}`;
  if (type.kind === 'map') return `cannot restore map from ${from}`;
  if (type.kind === 'struct') return `cannot restore struct from: ${from}`;
  return type.kind === 'string' && typeof value === 'number'
    ? `cannot convert ${from} to string`
    : `unrecognized type: ${goType(type)}`;
}

function mismatch(type: FieldType, value: unknown, place: Place): never {
  const number = typeof value === 'number' && type.kind === 'integer' ? `number ${value}` : jsonKind(value);
  const where = place.goPath === '' ? 'Go value' : `Go struct field ${place.struct}.${place.goPath}`;
  throw new Mismatch(
    `json: cannot unmarshal ${number} into ${where} of type ${goType(type)}`,
    conversionFault(type, value),
  );
}

/** An optional field whose value is Go's zero is not written out again. */
function isLeftOut(name: string, type: FieldType, owner: FieldType, value: unknown): boolean {
  if (owner.required.includes(name) || (type.default !== undefined && type.kind !== 'struct')) return false;
  if (value === '') return type.kind === 'string' && !EMPTY_STRING_COUNTS.has(name);
  if (value === 0 || value === false) return ZERO_IS_ABSENT.has(name);
  if (Array.isArray(value)) return value.length === 0;
  return type.kind === 'map' && isJsonObject(value) && Object.keys(value).length === 0;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function read(type: FieldType, value: unknown, place: Place, unknown: string[]): unknown {
  try {
    return readValue(type, value, place, unknown);
  } catch (error) {
    if (place.lenient && error instanceof Mismatch) return value;
    throw error;
  }
}

function readValue(type: FieldType, value: unknown, place: Place, unknown: string[]): unknown {
  // A schema of the object's own may allow nothing as a value.
  if (value === null && place.lenient && type.schema.nullable === true) return null;
  if (value === null || value === undefined) return undefined;
  if (type.typeName === QUANTITY) return readQuantity(value);
  if (type.typeName === INT_OR_STRING) {
    if (typeof value === 'string' || Number.isInteger(value)) return value;
    return mismatch(type, value, place);
  }
  switch (type.kind) {
    case 'struct':
      return isJsonObject(value) ? readStruct(type, value, place, unknown) : mismatch(type, value, place);
    case 'map': {
      if (!isJsonObject(value)) return mismatch(type, value, place);
      const { element } = type;
      const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
        const inner = { ...place, path: join(place.path, key), goPath: place.goPath };
        const kept = element === undefined ? item : read(element, item, inner, unknown);
        return [key, kept ?? (element?.kind === 'string' ? '' : kept)];
      });
      return Object.fromEntries(entries);
    }
    case 'list': {
      if (!Array.isArray(value)) return mismatch(type, value, place);
      const { element } = type;
      return value.map((item, index) =>
        element === undefined
          ? item
          : read(element, item, { ...place, path: `${place.path}[${index}]` }, unknown),
      );
    }
    case 'string':
      if (typeof value !== 'string') return mismatch(type, value, place);
      return type.schema.format === 'byte' ? checkBase64(value) : value;
    case 'integer':
      return Number.isInteger(value) ? value : mismatch(type, value, place);
    case 'number':
      return typeof value === 'number' ? value : mismatch(type, value, place);
    case 'boolean':
      return typeof value === 'boolean' ? value : mismatch(type, value, place);
    case 'any':
      return value;
    default:
      return type.kind satisfies never;
  }
}

/** Data in base64 is decoded by the server; it says where that fails. */
function checkBase64(text: string): string {
  const plain = text.replace(/[\r\n]/g, '');
  const bad = plain.search(/[^A-Za-z0-9+/=]/);
  const padding = plain.indexOf('=');
  const isWhole = plain.length % 4 === 0 && (padding < 0 || /^={1,2}$/.test(plain.slice(padding)));
  if (bad >= 0 || !isWhole) {
    const place = bad >= 0 ? bad : padding >= 0 ? padding : plain.length - (plain.length % 4);
    throw new Mismatch(`illegal base64 data at input byte ${place}`);
  }
  return text;
}

function readQuantity(value: unknown): unknown {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || parseQuantity(text) === undefined) throw new Mismatch(NOT_A_QUANTITY);
  return canonicalQuantity(text);
}

function readStruct(
  type: FieldType,
  value: Record<string, unknown>,
  place: Place,
  unknown: string[],
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  const struct = type.typeName?.split('.').at(-1) ?? '';
  for (const [name, part] of Object.entries(value)) {
    const field = type.field(name);
    const path = join(place.path, name);
    if (field === undefined) {
      if (type.open) kept[name] = part;
      else unknown.push(path);
      continue;
    }
    const entry = read(field, part, { ...place, path, goPath: join(place.goPath, name), struct }, unknown);
    // A custom resource is kept as it was written.
    const isKept = place.lenient && type.typeName === undefined;
    if (entry !== undefined && (isKept || !isLeftOut(name, field, type, entry))) kept[name] = entry;
  }
  // Structs that are always written, however empty.
  for (const name of type.fieldNames()) {
    const field = type.field(name);
    if (kept[name] !== undefined || field?.kind !== 'struct' || !isJsonObject(field.default)) continue;
    kept[name] = readStruct(
      field,
      {},
      { ...place, path: join(place.path, name), goPath: '', struct },
      unknown,
    );
  }
  return kept;
}

/**
 * Reads a value as the API server's decoder does: unknown fields are dropped and reported, zeros of fields that cannot tell them from
 * absence are left out, quantities become canonical.
 */
export function conform(type: FieldType, value: unknown, lenient = false): Conformed {
  const unknown: string[] = [];
  try {
    const kept = read(type, value, { path: '', goPath: '', struct: '', lenient }, unknown);
    return { value: kept, unknown: unknown.sort() };
  } catch (error) {
    if (error instanceof Mismatch) {
      const { message, conversion } = error;
      return {
        value: undefined,
        unknown,
        error: message,
        ...(conversion === undefined ? {} : { conversion }),
      };
    }
    throw error;
  }
}
