import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Records the order and types of fields of Kubernetes' own structs for pods and claims, by which it prints them in
 * sentences about changes that are forbidden. Needs Go and the modules of e2e/cluster; writes internal.json.
 *
 *     node lib/sandbox/kinds/record-internal.ts
 */
const cluster = join(import.meta.dirname, '../../../e2e/cluster');
const folder = execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', 'k8s.io/kubernetes'], { cwd: cluster });
const source = readFileSync(join(String(folder).trim(), 'pkg/apis/core/types.go'), 'utf8');

/** Go's words for a field's type, reduced to what its zero looks like in JSON: see `lib/sandbox/api/validation/internal.ts`. */
type Recorded = Record<string, [name: string, type: string][]>;

const aliases = new Map<string, string>();
for (const [, name = '', type = ''] of source.matchAll(/^type (\w+) (string|bool|u?int\d*)$/gm))
  aliases.set(name, type);
const bodies = new Map<string, string>();
for (const [, name = '', body = ''] of source.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm))
  bodies.set(name, body);
const maps = new Set([...source.matchAll(/^type (\w+) map\[/gm)].map(([, name]) => name));

const recorded: Recorded = {};
for (const root of ['PodSpec', 'PersistentVolumeClaimSpec']) visit(root);
const file = join(import.meta.dirname, 'internal.json');
const lines = Object.entries(recorded).map(
  ([name, fields]) => `  ${JSON.stringify(name)}: ${JSON.stringify(fields)}`,
);
writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);

function visit(name: string): void {
  if (recorded[name]) return;
  recorded[name] = [];
  recorded[name] = fieldsOf(name);
}

function fieldsOf(name: string): [string, string][] {
  return (bodies.get(name) ?? '').split('\n').flatMap((line): [string, string][] => {
    const text = line.replace(/\/\/.*|`.*/g, '').trim();
    const field = /^(\w+)\s+(\S+)$/.exec(text);
    if (field) return [[field[1] ?? '', typeOf(field[2] ?? '')]];
    return /^\w+$/.test(text) ? fieldsOf(text) : [];
  });
}

/** `[]T`, `*T`, `map`, `text`, `flag`, `number`, the name of a struct of the file, or `other` for what comes from elsewhere. */
function typeOf(type: string): string {
  if (type.startsWith('[]')) return type === '[]byte' ? 'text' : `[]${typeOf(type.slice(2))}`;
  if (type.startsWith('*')) return `*${typeOf(type.slice(1))}`;
  if (type.startsWith('map[') || maps.has(type)) return 'map';
  const plain = aliases.get(type) ?? type;
  if (plain === 'string' || /\.(UID|.*Policy|.*Type)$/.test(plain)) return 'text';
  if (plain === 'bool') return 'flag';
  if (/^u?int\d*$/.test(plain)) return 'number';
  if (!bodies.has(plain)) return 'other';
  visit(plain);
  return plain;
}
