import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '../store/object.ts';
import { type GoField, goSource, goStructs } from './go-source.ts';

/**
 * Puts the fields of the recorded kinds into the order of Go's structs, in which the real server writes them. An API tells them by
 * the alphabet. Needs Go; rewrites kubernetes.json.
 *
 *     node lib/sandbox/kinds/record-order.ts
 */
const PACKAGES: readonly (readonly [prefix: string, module: string, folder: string])[] = [
  ['io.k8s.api.', 'k8s.io/api', ''],
  ['io.k8s.apimachinery.pkg.', 'k8s.io/apimachinery', 'pkg/'],
  ['io.k8s.apiextensions-apiserver.pkg.', 'k8s.io/apiextensions-apiserver', 'pkg/'],
  ['io.k8s.kube-aggregator.pkg.', 'k8s.io/kube-aggregator', 'pkg/'],
];
const METADATA = ['kind', 'apiVersion', 'metadata'];

const file = join(import.meta.dirname, 'kubernetes.json');
const recorded: { schemas: Record<string, JsonObject> } = JSON.parse(readFileSync(file, 'utf8'));
const packages = new Map<string, Map<string, GoField[]>>();

for (const [name, schema] of Object.entries(recorded.schemas)) {
  if (!isJsonObject(schema.properties)) continue;
  const { properties } = schema;
  const order = [...METADATA, ...orderOf(name)];
  const known = [...new Set(order)].filter((field) => properties[field] !== undefined);
  const rest = Object.keys(properties).filter((field) => !known.includes(field));
  if (rest.length > 0) console.error(`${name}: no order for ${rest.join(', ')}`);
  schema.properties = Object.fromEntries([...known, ...rest].map((field) => [field, properties[field]]));
}
writeFileSync(file, `${JSON.stringify(recorded)}\n`);

/** The names on the wire of a type's fields, in Go's order. */
function orderOf(name: string): string[] {
  const found = PACKAGES.find(([prefix]) => name.startsWith(prefix));
  if (found === undefined) return [];
  const [prefix, module, root] = found;
  const parts = name.slice(prefix.length).split('.');
  const type = parts.pop() ?? '';
  return fieldsOf(structsOf(module, `${root}${parts.join('/')}`), type);
}

function fieldsOf(structs: Map<string, GoField[]>, type: string): string[] {
  return (structs.get(type) ?? []).flatMap(([name, , wireName]) =>
    wireName === '' ? fieldsOf(structs, name) : [wireName],
  );
}

function structsOf(module: string, folder: string): Map<string, GoField[]> {
  const key = `${module}/${folder}`;
  const known = packages.get(key);
  if (known) return known;
  const files = ['types.go', 'types_jsonschema.go', 'watch.go', 'group_version.go'];
  const structs = goStructs(files.map((name) => goSource(module, `${folder}/${name}`)).join('\n'));
  packages.set(key, structs);
  return structs;
}
