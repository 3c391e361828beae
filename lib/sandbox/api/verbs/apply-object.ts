import { parse } from 'yaml';
import { apiVersionOf } from '../../kinds/catalogue.ts';
import { toStorage } from '../../kinds/convert.ts';
import type { FieldType } from '../../kinds/field-type.ts';
import {
  type DraftObject,
  isJsonObject,
  type JsonObject,
  type KubernetesObject,
} from '../../store/object.ts';
import { badRequest, conflict, StatusError } from '../../store/status-error.ts';
import { prepareCreate } from '../admission/prepare-create.ts';
import type { Api, ResourceCall } from '../context.ts';
import { goText } from '../http/go-text.ts';
import type { Answer, ApiRequest } from '../http/request.ts';
import { applyConfig, withManagers } from '../managed-fields/apply.ts';
import { elementOf, grainOf, typeAt } from '../managed-fields/typed-fields.ts';
import { invalid, required } from '../validation/invalid.ts';
import { inNamespace } from './create-object.ts';
import { readTyped } from './manifest.ts';
import { answerObject } from './read-object.ts';
import { checkFreshness, storeChange } from './replace-object.ts';
import { readWriteOptions, type WriteOptions } from './write-options.ts';

function parseConfig(request: ApiRequest): JsonObject {
  let value: unknown;
  try {
    value = parse(request.body.toString('utf8'), { version: '1.1' });
  } catch (error) {
    throw badRequest(`error decoding YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isJsonObject(value)) throw badRequest('error decoding YAML: an object is expected');
  return value;
}

/** A value as Go prints the wrapper it is read into. */
function goValue(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? `&{${goText(value)}}`
    : `&value.valueUnstructured{Value:${goLiteral(value)}}`;
}

function goLiteral(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'numeric (int or float)',
  number: 'numeric (int or float)',
  boolean: 'boolean',
};

function scalarFault(type: FieldType, value: unknown): string | undefined {
  const isRight = type.kind === 'integer' ? typeof value === 'number' : typeof value === type.kind;
  // A quantity or an int-or-string is any scalar.
  if (isRight || EXPECTED[type.kind] === undefined || Array.isArray(type.schema.oneOf)) return undefined;
  if (type.typeName?.endsWith('.Quantity') === true) return undefined;
  return `expected ${EXPECTED[type.kind]}, got ${goValue(value)}`;
}

/** What is wrong with a configuration as typed data: unknown fields, wrong shapes, items that name the same key twice. */
function typedFaults(type: FieldType | undefined, value: unknown, path: string): string[] {
  if (type === undefined || type.kind === 'any' || value === null || value === undefined) return [];
  if (type.kind === 'list') {
    return Array.isArray(value)
      ? itemFaults(type, value, path)
      : [`${path}: expected list, got ${goValue(value)}`];
  }
  if (type.kind !== 'struct' && type.kind !== 'map') {
    const fault = scalarFault(type, value);
    return fault === undefined ? [] : [`${path}: ${fault}`];
  }
  if (!isJsonObject(value)) return [`${path}: expected map, got ${goValue(value)}`];
  const faults: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const field = typeAt(type, name);
    if (field !== undefined) faults.push(...typedFaults(field, value[name], `${path}.${name}`));
    else if (!type.open) return [...faults, `${path}.${name}: field not declared in schema`];
  }
  return faults;
}

function itemFaults(type: FieldType, items: readonly unknown[], path: string): string[] {
  if (grainOf(type, items) !== 'items') {
    return items.flatMap((item, index) => typedFaults(type.element, item, `${path}[${index}]`));
  }
  const seen = new Set<string>();
  return items.flatMap((item) => {
    const element = elementOf(type, item);
    const keys = type.listType === 'map' ? describeKeys(element) : `[=${element.slice(2)}]`;
    const twice = seen.has(element);
    seen.add(element);
    const below = typedFaults(type.element, item, `${path}${keys}`);
    return twice ? [`${path}: duplicate entries for key ${keys}`, ...below] : below;
  });
}

function describeKeys(element: string): string {
  const keys: unknown = JSON.parse(element.slice(2));
  const pairs = Object.entries(isJsonObject(keys) ? keys : {}).map(
    ([key, value]) => `${key}=${JSON.stringify(value)}`,
  );
  return `[${pairs.join(',')}]`;
}

function checkTyped(api: Api, call: ResourceCall, config: JsonObject): void {
  const { resource, namespace, name } = call;
  const faults = typedFaults(api.catalogue.typeOf(resource), config, '');
  if (faults.length === 0) return;
  const what = `${namespace ?? ''}/${name}; ${resource.group}/${resource.version}, Kind=${resource.kind}`;
  const text = faults.length === 1 ? faults[0] : `errors:\n${faults.map((fault) => `  ${fault}`).join('\n')}`;
  throw new StatusError(500, '', `failed to create typed patch object (${what}): ${text}`);
}

function checkIdentity(call: ResourceCall, config: JsonObject): void {
  const metadata = isJsonObject(config.metadata) ? config.metadata : {};
  const expected = apiVersionOf(call.resource.group, call.resource.version);
  if (config.apiVersion === expected && config.kind !== call.resource.kind) {
    const { group, version } = call.resource;
    throw badRequest(`invalid object type: ${group}/${version}, Kind=${String(config.kind)}`);
  }
  if (config.apiVersion !== expected) {
    throw badRequest(
      `the API version in the data (${String(config.apiVersion)}) does not match the expected API version (${expected})`,
    );
  }
  if (metadata.managedFields !== undefined) throw badRequest('metadata.managedFields must be nil');
  if (metadata.name !== undefined && metadata.name !== call.name) {
    throw badRequest(
      `the name of the object (${String(metadata.name)}) does not match the name on the URL (${call.name})`,
    );
  }
}

function createApplied(api: Api, call: ResourceCall, config: DraftObject, options: WriteOptions) {
  const { object: typed } = readTyped(api, call.resource, config as unknown as JsonObject);
  const { object, warnings } = prepareCreate(api, call.resource, toStorage(call.resource, typed));
  const { managers } = applyConfig(api, call.resource, undefined, config as unknown as JsonObject, options);
  const managed = withManagers(object as KubernetesObject, managers);
  const made = api.store.create(call.resource.storage.id, managed, {
    admitted: true,
    dryRun: options.dryRun,
  });
  return { object: made, warnings };
}

/** PATCH with `application/apply-patch+yaml`: server-side apply, creating what does not exist. */
export function applyObject(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const options = readWriteOptions(request.query, request.userAgent, 'PatchOptions');
  if ((request.query.get('fieldManager') ?? '') === '') {
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [
      required('fieldManager', 'is required for apply patch'),
    ]);
  }
  const config = parseConfig(request);
  checkIdentity(call, config);
  checkTyped(api, call, config);
  const metadata = { ...(isJsonObject(config.metadata) ? config.metadata : {}), name: call.name };
  const draft = inNamespace({ ...config, metadata } as unknown as DraftObject, call);
  const { id } = call.resource.storage;
  const live = api.store.get(id, call.namespace, call.name ?? '');
  if (live === undefined) {
    const { uid } = draft.metadata;
    if (uid !== undefined && uid !== '') {
      const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
      throw conflict(call.resource.id, call.name ?? '', why);
    }
    const { object, warnings } = createApplied(api, call, draft, options);
    return answerObject(api, call, request, object, { code: 201, warnings });
  }
  checkFreshness(call, live, draft);
  const { resourceVersion: _, uid: __, ...named } = draft.metadata;
  const stored = toStorage(call.resource, { ...draft, metadata: named }) as unknown as JsonObject;
  const applied = applyConfig(api, call.resource, live, stored, options, call.subresource);
  const storedResource = api.catalogue.stored(id) ?? call.resource;
  const { object: typed } = readTyped(api, storedResource, applied.object);
  const written = storeChange(api, call, live, typed, options, (admitted) =>
    withManagers(admitted, applied.managers),
  );
  return answerObject(api, call, request, written.object, { warnings: written.warnings });
}
