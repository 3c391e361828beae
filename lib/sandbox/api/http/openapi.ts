import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { apiVersionOf, type Catalogue, type ServedResource } from '../../kinds/catalogue.ts';
import { isJsonObject } from '../../store/object.ts';
import { type Answer, type ApiRequest, json } from './request.ts';
import { unknownPath } from './route.ts';

const REF = '#/components/schemas/';

/** Collects the named schemas that a schema reaches. */
function reach(catalogue: Catalogue, value: unknown, found: Record<string, unknown>): void {
  if (Array.isArray(value)) for (const item of value) reach(catalogue, item, found);
  if (!isJsonObject(value)) return;
  const { $ref: ref } = value;
  if (typeof ref === 'string' && ref.startsWith(REF)) {
    const name = ref.slice(REF.length);
    if (Object.hasOwn(found, name)) return;
    found[name] = catalogue.schema(name);
    reach(catalogue, found[name], found);
  }
  for (const part of Object.values(value)) reach(catalogue, part, found);
}

const parameter = (name: string) => ({ name, in: 'query', schema: { type: 'string', uniqueItems: true } });
const WRITE_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation'].map(parameter);
const ACTIONS = {
  get: 'get',
  list: 'get',
  create: 'post',
  update: 'put',
  patch: 'patch',
  delete: 'delete',
} as const;

/** The operations kubectl looks for: the kind behind a path, and whether it may be written dry or validated. */
function pathItems(resource: ServedResource, schemaName: string): Record<string, unknown> {
  const { group, version, kind, plural, namespaced } = resource;
  const base = `${group === '' ? '/api' : `/apis/${group}`}/${version}${namespaced ? '/namespaces/{namespace}' : ''}/${plural}`;
  const content = { 'application/json': { schema: { $ref: `${REF}${schemaName}` } } };
  const operation = (action: string) => ({
    responses: { 200: { description: 'OK', content } },
    ...(['post', 'put', 'patch', 'delete'].includes(action) ? { parameters: WRITE_PARAMETERS } : {}),
    ...(['post', 'put', 'patch'].includes(action)
      ? { requestBody: { content: { '*/*': content['application/json'] } } }
      : {}),
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': { group, version, kind },
  });
  const has = (verb: string) => resource.discovered.verbs.includes(verb);
  const collection = Object.fromEntries(
    [has('list') ? ['get', operation('list')] : [], has('create') ? ['post', operation('post')] : []].filter(
      (entry) => entry.length > 0,
    ),
  );
  const single = Object.fromEntries(
    (['get', 'update', 'patch', 'delete'] as const)
      .filter(has)
      .map((verb) => [ACTIONS[verb], operation(ACTIONS[verb])]),
  );
  return { [base]: collection, [`${base}/{name}`]: single };
}

function schemaNameOf(catalogue: Catalogue, resource: ServedResource): string {
  return (
    catalogue.schemaName(resource) ??
    `${resource.group.split('.').reverse().join('.')}.${resource.version}.${resource.kind}`
  );
}

/** The document of one group and version. */
function groupDocument(catalogue: Catalogue, group: string, version: string): Record<string, unknown> {
  const schemas: Record<string, unknown> = {};
  const paths: Record<string, unknown> = {};
  for (const resource of catalogue.all()) {
    if (resource.group !== group || resource.version !== version) continue;
    const name = schemaNameOf(catalogue, resource);
    schemas[name] = resource.custom?.schema ?? catalogue.schema(name);
    reach(catalogue, schemas[name], schemas);
    Object.assign(paths, pathItems(resource, name));
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: '1.37' },
    paths,
    components: { schemas },
  };
}

/** Answers /openapi/v3: where the documents of each group and version are. */
export function openApiIndex(catalogue: Catalogue): Answer {
  const places = new Set(
    catalogue
      .all()
      .map(({ group, version }) => `${group === '' ? 'api' : 'apis'}/${apiVersionOf(group, version)}`),
  );
  const stamp = createHash('sha256')
    .update(
      catalogue
        .all()
        .map(({ id, version }) => `${id}/${version}`)
        .join(),
    )
    .digest('hex');
  const paths = Object.fromEntries(
    [...places]
      .sort()
      .map((place) => [place, { serverRelativeURL: `/openapi/v3/${place}?hash=${stamp.toUpperCase()}` }]),
  );
  return json({ paths });
}

/** Answers /openapi/v3/api/v1 and /openapi/v3/apis/GROUP/VERSION. */
export function openApiDocument(catalogue: Catalogue, path: string): Answer {
  const [root, first = '', second = ''] = path.replace('/openapi/v3/', '').split('/');
  const [group, version] = root === 'api' ? ['', first] : [first, second];
  const served = catalogue.all().some((resource) => resource.group === group && resource.version === version);
  if (!served) throw unknownPath();
  return json(groupDocument(catalogue, group, version));
}

/** Rewrites references of OpenAPI v3 into those of v2; `allOf` around a reference is v3's way to add words to it. */
function toV2(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toV2);
  if (!isJsonObject(value)) return value;
  if (typeof value.$ref === 'string') return { $ref: value.$ref.replace(REF, '#/definitions/') };
  const { allOf, oneOf, default: _, ...rest } = value;
  const inner = Array.isArray(allOf) ? toV2(allOf[0]) : {};
  const plain = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, toV2(part)]));
  return oneOf === undefined
    ? { ...(isJsonObject(inner) ? inner : {}), ...plain }
    : { type: 'string', ...plain };
}

// Asked for with an `@`, which is no valid media type: the answer says `.` instead, as the real server's does.
const GNOSTIC = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';
const GNOSTIC_ASKED = /proto-openapi\.spec\.v2[@.]v1\.0\+protobuf/;

/** The fields of a protobuf message that holds texts (or messages) of less than 128 bytes. */
function fields(...parts: [number: number, value: string | Buffer][]): Buffer {
  return Buffer.concat(
    parts.map(([number, value]) => {
      const bytes = Buffer.from(value);
      return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
    }),
  );
}

/**
 * kubectl turns to v2 for a kind that v3 does not describe, reads nothing but protobuf, and does not validate what it does
 * not find there. So a document without definitions says all that is left to say.
 */
function emptyV2(): Answer {
  const info = fields([1, 'Kubernetes'], [2, 'v1.37.2']);
  const document = fields([1, '2.0'], [2, info]);
  const write = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': GNOSTIC }).end(document);
  };
  return { kind: 'stream', write };
}

/** Answers /openapi/v2, for clients older than v3. */
export function openApiV2(catalogue: Catalogue, { accept }: ApiRequest): Answer {
  if (GNOSTIC_ASKED.test(accept)) return emptyV2();
  const definitions: Record<string, unknown> = {};
  const paths: Record<string, unknown> = {};
  for (const resource of catalogue.all()) {
    const name = schemaNameOf(catalogue, resource);
    definitions[name] = resource.custom?.schema ?? catalogue.schema(name);
    reach(catalogue, definitions[name], definitions);
    Object.assign(paths, pathItems(resource, name));
  }
  const plainPaths = Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [path, isJsonObject(item) ? withoutContent(item) : {}]),
  );
  return json({
    swagger: '2.0',
    info: { title: 'Kubernetes', version: 'v1.37.2' },
    paths: plainPaths,
    definitions: toV2(definitions),
  });
}

function withoutContent(item: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(item).map(([method, operation]) => {
      if (!isJsonObject(operation)) return [method, operation];
      const { requestBody: _, responses: __, parameters, ...kept } = operation;
      const flat = (Array.isArray(parameters) ? parameters : []).map(({ name }) => ({
        name,
        in: 'query',
        type: 'string',
        uniqueItems: true,
      }));
      return [
        method,
        {
          ...kept,
          responses: { 200: { description: 'OK' } },
          ...(flat.length > 0 ? { parameters: flat } : {}),
        },
      ];
    }),
  );
}
