import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Records the Go structs that a pod template consists of: fields in Go's order, their Go types, their names on the wire. The hash of
 * a template is taken over them. Needs Go and the modules of e2e/cluster; writes structs.json.
 *
 *     node lib/sandbox/kinds/record-structs.ts
 */
const cluster = join(import.meta.dirname, '../../../e2e/cluster');

function sourceOf(module: string, file: string): string {
  const folder = execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', module], { cwd: cluster });
  return readFileSync(join(String(folder).trim(), file), 'utf8');
}

// Both packages are called v1, so their types print alike.
const sources = [
  sourceOf('k8s.io/api', 'core/v1/types.go'),
  sourceOf('k8s.io/apimachinery', 'pkg/apis/meta/v1/types.go'),
];
const bodies = new Map<string, string>();
const aliases = new Map<string, string>();
for (const source of sources) {
  for (const [, name = '', body = ''] of source.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm))
    if (!bodies.has(name)) bodies.set(name, body);
  for (const [, name = '', type = ''] of source.matchAll(
    /^type (\w+) (string|bool|u?int\d*|map\[.*|\[\].*)$/gm,
  ))
    if (!aliases.has(name)) aliases.set(name, type);
}

type Field = [name: string, type: string, wireName: string];
const structs: Record<string, Field[]> = {};
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
  structs[name] = [];
  structs[name] = fieldsOf(bodies.get(own) ?? '');
  for (const [, fieldType] of structs[name]) visit(fieldType);
}

function fieldsOf(body: string): Field[] {
  return body.split('\n').flatMap((line): Field[] => {
    const wireName = /`json:"([^",]*)/.exec(line)?.[1];
    const text = line.replace(/\/\/.*|`.*/g, '').trim();
    if (wireName === undefined || text === '') return [];
    const [first = '', second] = text.split(/\s+/);
    // An embedded struct is a field of its type's own name.
    return [
      [second === undefined ? (first.split('.').at(-1) ?? '') : first, qualified(second ?? first), wireName],
    ];
  });
}

/** A type as Go prints it: with the name of its package. */
function qualified(type: string): string {
  return type
    .replaceAll('metav1.', 'v1.')
    .replace(/(^|[\]*])([A-Z]\w*)/g, '$1v1.$2')
    .replace(/map\[([A-Z])/g, 'map[v1.$1');
}
