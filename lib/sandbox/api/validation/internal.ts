import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { structuredPatch } from 'diff';
import { isJsonObject } from '../../store/object.ts';
import { at } from '../../store/read-json.ts';

// How the server prints an object in a sentence about a change: as its own Go struct, every field, in Go's order, with Go's
// names. The structs are recorded (kinds/record-internal.ts).

type Fields = readonly (readonly string[])[];

const STRUCTS: Readonly<Record<string, Fields>> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../kinds/internal.json'), 'utf8'),
);

/** A field whose name on the wire is not its Go name in another case. */
const WIRE_NAMES: Readonly<Record<string, string>> = { DeprecatedServiceAccount: 'serviceAccount' };

function zeroOf(type: string): unknown {
  if (type === 'text') return '';
  if (type === 'flag') return false;
  if (type === 'number') return 0;
  return STRUCTS[type] === undefined ? null : internalOf(type, {});
}

function goValue(type: string, value: unknown): unknown {
  if (value === undefined || value === null) return zeroOf(type);
  if (type.startsWith('*')) return goValue(type.slice(1), value);
  if (type.startsWith('[]') && Array.isArray(value)) return value.map((item) => goValue(type.slice(2), item));
  return STRUCTS[type] === undefined ? value : internalOf(type, value);
}

/** An object of the wire as the Go struct of this name. */
export function internalOf(struct: string, object: unknown): Record<string, unknown> {
  const wire = new Map(
    Object.entries(isJsonObject(object) ? object : {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const fields = (STRUCTS[struct] ?? []).map(([name = '', type = '']) => [
    name,
    goValue(type, wire.get((WIRE_NAMES[name] ?? name).toLowerCase())),
  ]);
  return Object.fromEntries(fields);
}

/** A pod template: its metadata as on the wire, its spec as a struct. */
export function internalTemplate(template: unknown): Record<string, unknown> {
  const metadata = at(template, 'metadata');
  return { ...(isJsonObject(metadata) ? metadata : {}), Spec: internalOf('PodSpec', at(template, 'spec')) };
}

/** What differs between two objects as structs of this name: hunks of a unified diff. */
export function internalDiff(struct: string, before: unknown, after: unknown): string {
  const text = (object: unknown) => `${JSON.stringify(internalOf(struct, object), null, 1)}\n`;
  const { hunks } = structuredPatch('', '', text(before), text(after), '', '', { context: 3 });
  return hunks
    .map(
      ({ oldStart, oldLines, newStart, newLines, lines }) =>
        `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@\n${lines.map((line) => `${line}\n`).join('')}`,
    )
    .join('');
}
