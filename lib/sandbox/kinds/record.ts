// Records what a real API server knows about its kinds into kubernetes.json, so that nothing of it is typed by hand:
//   node lib/sandbox/kinds/record.ts --kubeconfig FILE
// Descriptions are left out: they are most of the size and nothing reads them.
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { isJsonObject, type JsonObject } from '../store/object.ts';

type Get = (path: string, accept?: string) => Promise<JsonObject>;

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';

function at(value: unknown, ...path: (string | number)[]): unknown {
  let part = value;
  for (const step of path) {
    if (Array.isArray(part) && typeof step === 'number') part = part[step];
    else part = isJsonObject(part) ? part[step] : undefined;
  }
  return part;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A client for the current (only) cluster of a kubeconfig: certificate authority and bearer token or client certificate. */
function connect(kubeconfigFile: string): Get {
  const config: unknown = parse(readFileSync(kubeconfigFile, 'utf8'));
  const server = text(at(config, 'clusters', 0, 'cluster', 'server')) ?? '';
  const decoded = (data: unknown) =>
    text(data) === undefined ? undefined : Buffer.from(text(data) ?? '', 'base64');
  const token = text(at(config, 'users', 0, 'user', 'token'));
  const tls = {
    ca: decoded(at(config, 'clusters', 0, 'cluster', 'certificate-authority-data')),
    cert: decoded(at(config, 'users', 0, 'user', 'client-certificate-data')),
    key: decoded(at(config, 'users', 0, 'user', 'client-key-data')),
  };
  return (path, accept = 'application/json') =>
    new Promise((resolve, reject) => {
      const headers = { accept, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
      request(new URL(path, server), { ...tls, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const body = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(JSON.parse(body));
          else reject(new Error(`${path}: ${response.statusCode} ${body.slice(0, 200)}`));
        });
      })
        .on('error', reject)
        .end();
    });
}

/** The schema without its descriptions. Fields may be called `description` too: only strings are prose. */
function withoutProse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProse);
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(
    ([key, part]) => key !== 'description' || typeof part !== 'string',
  );
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutProse(part)]));
}

async function recordSchemas(get: Get): Promise<Record<string, unknown>> {
  const schemas: Record<string, unknown> = {};
  const { paths } = await get('/openapi/v3');
  for (const entry of isJsonObject(paths) ? Object.values(paths) : []) {
    const document = await get(text(at(entry, 'serverRelativeURL')) ?? '');
    const found = at(document, 'components', 'schemas');
    for (const [name, schema] of Object.entries(isJsonObject(found) ? found : {})) {
      schemas[name] = withoutProse(schema);
    }
  }
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The printer columns of every kind that can be listed: name, type, format, priority. */
async function recordColumns(get: Get, groups: readonly unknown[]): Promise<Record<string, unknown[]>> {
  const columns: Record<string, unknown[]> = {};
  for (const group of groups) {
    const name = text(at(group, 'metadata', 'name'));
    for (const version of list(at(group, 'versions'))) {
      const prefix = name === undefined ? '/api' : `/apis/${name}`;
      for (const resource of list(at(version, 'resources'))) {
        if (!list(at(resource, 'verbs')).includes('list')) continue;
        const path = `${prefix}/${text(at(version, 'version'))}/${text(at(resource, 'resource'))}`;
        const table = await get(`${path}?limit=1`, TABLE);
        columns[path] = list(table.columnDefinitions).map((column) => [
          at(column, 'name'),
          at(column, 'type'),
          at(column, 'format'),
          at(column, 'priority'),
        ]);
      }
    }
  }
  return columns;
}

const { values } = parseArgs({ options: { kubeconfig: { type: 'string' } } });
if (values.kubeconfig === undefined) throw new Error('Name a real cluster: --kubeconfig FILE');
const get = connect(values.kubeconfig);
const core = list((await get('/api', AGGREGATED)).items);
const groups = list((await get('/apis', AGGREGATED)).items);
const recorded = {
  version: await get('/version'),
  core,
  groups,
  columns: await recordColumns(get, [...core, ...groups]),
  schemas: await recordSchemas(get),
};
writeFileSync(join(import.meta.dirname, 'kubernetes.json'), `${JSON.stringify(recorded)}\n`);
