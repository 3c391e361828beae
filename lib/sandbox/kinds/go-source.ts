import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Reads Go sources of Kubernetes for what no API tells: the order of the fields of its structs. Needs Go and the modules of e2e/cluster.

const cluster = join(import.meta.dirname, '../../../e2e/cluster');

/** A field of a struct: its name, its type as the source has it, its name on the wire (empty for an embedded struct). */
export type GoField = readonly [name: string, type: string, wireName: string];

/** The text of a file of a Go module, or nothing where there is no such file. */
export function goSource(module: string, file: string): string {
  const folder = execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', module], { cwd: cluster });
  const path = join(String(folder).trim(), file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** The structs of a source, each with its fields that have a name on the wire or are embedded. */
export function goStructs(source: string): Map<string, GoField[]> {
  const structs = new Map<string, GoField[]>();
  for (const [, name = '', body = ''] of source.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm))
    structs.set(name, body.split('\n').flatMap(fieldOf));
  return structs;
}

function fieldOf(line: string): GoField[] {
  const wireName = /`json:"([^",]*)/.exec(line)?.[1];
  const text = line.replace(/\/\/.*|`.*/g, '').trim();
  if (wireName === undefined || text === '') return [];
  const [first = '', second] = text.split(/\s+/);
  // An embedded struct is a field of its type's own name.
  return [[second === undefined ? (first.split('.').at(-1) ?? '') : first, second ?? first, wireName]];
}
