import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GoField, goSource, goStructs } from './go-source.ts';

/**
 * Records the Go structs that a pod template consists of: fields in Go's order, their Go types, their names on the wire. The hash of
 * a template is taken over them. Needs Go and the modules of e2e/cluster; writes structs.json.
 *
 *     node lib/sandbox/kinds/record-structs.ts
 */
// Both packages are called v1, so their types print alike.
const sources = [
  goSource('k8s.io/api', 'core/v1/types.go'),
  goSource('k8s.io/apimachinery', 'pkg/apis/meta/v1/types.go'),
];
const [core, meta] = sources.map(goStructs);
const declared = new Map([...(meta ?? []), ...(core ?? [])]);
const aliases = new Map<string, string>();
for (const source of sources) {
  for (const [, name = '', type = ''] of source.matchAll(
    /^type (\w+) (string|bool|u?int\d*|map\[.*|\[\].*)$/gm,
  ))
    if (!aliases.has(name)) aliases.set(name, type);
}

const structs: Record<string, GoField[]> = {};
const names: Record<string, string> = { 'types.UID': 'string' };
/** Types that are printed by rules of their own. */
const BUILT_IN = ['v1.Time', 'v1.ManagedFieldsEntry'];
visit('v1.PodTemplateSpec');
const rows = Object.entries(structs).map(
  ([name, fields]) => `    ${JSON.stringify(name)}: ${JSON.stringify(fields)}`,
);
writeFileSync(
  join(import.meta.dirname, 'structs.json'),
  `{\n  "names": ${JSON.stringify(names)},\n  "structs": {\n${rows.join(',\n')}\n  }\n}\n`,
);

function visit(type: string): void {
  if (type.startsWith('map[')) {
    visit(type.slice(4, type.indexOf(']')));
    visit(type.slice(type.indexOf(']') + 1));
    return;
  }
  const name = type.replace(/^(\[\]|\*)+/, '');
  if (structs[name] || names[name] || BUILT_IN.includes(name) || !name.startsWith('v1.')) return;
  const own = name.slice('v1.'.length);
  const alias = aliases.get(own);
  if (alias !== undefined) {
    names[name] = qualified(alias);
    visit(names[name]);
    return;
  }
  structs[name] = (declared.get(own) ?? []).map(([field, of, wireName]) => [field, qualified(of), wireName]);
  for (const [, fieldType] of structs[name]) visit(fieldType);
}

/** A type as Go prints it: with the name of its package. */
function qualified(type: string): string {
  return type
    .replaceAll('metav1.', 'v1.')
    .replace(/(^|[\]*])([A-Z]\w*)/g, '$1v1.$2')
    .replace(/map\[([A-Z])/g, 'map[v1.$1');
}
