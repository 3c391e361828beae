import { apiVersionOf, parseApiVersion, type ServedResource } from '../../kinds/catalogue.ts';
import { type Conformed, conform } from '../../kinds/conform.ts';
import { type DraftObject, isJsonObject, type JsonObject } from '../../store/object.ts';
import { badRequest, StatusError } from '../../store/status-error.ts';
import type { Api } from '../context.ts';
import type { ApiRequest } from '../http/request.ts';
import { readBody } from '../http/yaml-body.ts';

/** An object as a client sent it, read as its type; and what the server has to say about it without refusing it. */
export interface Manifest {
  readonly object: DraftObject;
  readonly warnings: readonly string[];
}

/** The sentences about unknown and duplicate fields, in the order the decoder finds them. */
function complaints(unknown: readonly string[], duplicates: readonly string[]): string[] {
  return [
    ...unknown.map((path) => `unknown field ${JSON.stringify(path)}`),
    ...duplicates.map((path) => `duplicate field ${JSON.stringify(path)}`),
  ];
}

/** Refuses, warns or keeps silent about unknown and duplicate fields, as `fieldValidation` asks. Default: Warn. */
export function judgeFields(
  resource: ServedResource,
  query: URLSearchParams,
  unknown: readonly string[],
  duplicates: readonly string[],
): string[] {
  const found = complaints(unknown, duplicates);
  const directive = query.get('fieldValidation') || 'Warn';
  if (found.length === 0 || directive === 'Ignore') return [];
  if (directive === 'Warn') return found;
  const { kind, version } = resource;
  const complaint = `strict decoding error: ${found.join(', ')}`;
  throw new DecodingError(
    `${kind} in version "${version}" cannot be handled as a ${kind}: ${complaint}`,
    complaint,
  );
}

/** A type as Go names it in the complaint about one that cannot become another. */
function goNames(resource: ServedResource, version: string, kind: string): [string, string] {
  const internal = resource.group === '' ? 'core' : (resource.group.split('.')[0] ?? '');
  return [`${version}.${kind}`, `${internal}.${resource.kind}`];
}

/** A built-in object need not say what it is: the path does. */
function checkType(api: Api, resource: ServedResource, value: JsonObject): void {
  const expected = apiVersionOf(resource.group, resource.version);
  const { apiVersion, kind } = value;
  const isBuiltIn = resource.custom === undefined;
  if (!isBuiltIn && (typeof kind !== 'string' || kind === '')) {
    throw badRequest(`Object 'Kind' is missing in '${JSON.stringify(value)}'`);
  }
  if (!isBuiltIn && (typeof apiVersion !== 'string' || apiVersion === '')) {
    throw badRequest(`Object 'apiVersion' is missing in '${JSON.stringify(value)}'`);
  }
  const said = typeof apiVersion === 'string' && apiVersion !== '' ? apiVersion : expected;
  const named = typeof kind === 'string' && kind !== '' ? kind : resource.kind;
  const { group, version } = parseApiVersion(said);
  if (isBuiltIn && api.catalogue.ofKind({ group, version, kind: named }) === undefined) {
    throw badRequest(
      `${named} in version "${version}" cannot be handled as a ${resource.kind}: no kind ${JSON.stringify(named)} is registered for version ${JSON.stringify(said)} in scheme "pkg/runtime/scheme.go:111"`,
    );
  }
  if (said !== expected) {
    throw badRequest(
      `the API version in the data (${said}) does not match the expected API version (${expected})`,
    );
  }
  if (named === resource.kind) return;
  const [from, to] = goNames(resource, version, named);
  throw badRequest(
    `${named} in version "${version}" cannot be handled as a ${resource.kind}: converting (${from}) to (${to}): unknown conversion`,
  );
}

/** A value of the wrong shape, with the inner complaint apart from the words around it. */
export class DecodingError extends StatusError {
  readonly complaint: string;
  readonly conversion: string;

  constructor(message: string, complaint: string, conversion = complaint) {
    super(400, 'BadRequest', message);
    this.complaint = complaint;
    this.conversion = conversion;
  }
}

/** Reads any value as the resource's type. @throws StatusError BadRequest when a value has the wrong shape */
export function readTyped(
  api: Api,
  resource: ServedResource,
  value: JsonObject,
): { object: DraftObject; unknown: readonly string[] } {
  const type = api.catalogue.typeOf(resource);
  const typed: Conformed =
    type === undefined ? { value, unknown: [] } : conform(type, value, resource.custom !== undefined);
  if (typed.error !== undefined) {
    const { kind, version } = resource;
    const message = `${kind} in version "${version}" cannot be handled as a ${kind}: ${typed.error}`;
    throw new DecodingError(message, typed.error, typed.conversion ?? typed.error);
  }
  const object = isJsonObject(typed.value) ? typed.value : {};
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const apiVersion = apiVersionOf(resource.group, resource.version);
  return { object: { ...object, apiVersion, kind: resource.kind, metadata }, unknown: typed.unknown };
}

/** Reads the body of a write. @throws StatusError BadRequest in the decoder's words */
export function readManifest(api: Api, resource: ServedResource, request: ApiRequest): Manifest {
  const { value, duplicates } = readBody(request, resource.kind);
  checkType(api, resource, value);
  const { object, unknown } = readTyped(api, resource, value);
  return { object, warnings: judgeFields(resource, request.query, unknown, duplicates) };
}
