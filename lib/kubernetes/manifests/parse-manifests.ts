import { type Document, LineCounter, parseAllDocuments } from 'yaml';
import { isFields, type KubernetesObject } from './object.ts';

/** Limits of a manifest text. 10 MB and 5,000 objects are more than a cluster takes in one go. */
export const manifestLimits = { bytes: 10_000_000, objects: 5_000, aliases: 100, depth: 100 } as const;

export type ManifestFault = {
  /** From 1; absent when the fault is not at one place. */
  line?: number | undefined;
  column?: number | undefined;
  /** Which YAML document, from 1. */
  document?: number | undefined;
  message: string;
};

export type ParsedManifests = { manifests: KubernetesObject[]; faults: ManifestFault[] };

/**
 * Reads a multi-document YAML (or JSON) text as Kubernetes does: YAML 1.1, so that `yes` is true and `0644` is octal; documents that are
 * lists and objects of kind `List` are spread out; empty documents are dropped. Faults are values: with any, deploy nothing.
 */
export function parseManifests(text: string): ParsedManifests {
  const read = readDocuments(text);
  const faults = [...read.faults];
  const manifests: KubernetesObject[] = [];
  for (const { value, place } of read.documents) {
    const checked = collectManifests(value);
    faults.push(...checked.faults.map((message) => ({ ...place, message })));
    manifests.push(...checked.manifests);
  }
  if (manifests.length > manifestLimits.objects) {
    faults.push({ message: `The manifest holds more than ${manifestLimits.objects} objects: split it.` });
  }
  return faults.length > 0 ? { manifests: [], faults } : { manifests, faults };
}

/** The documents of a YAML (or JSON) text that holds no whole objects, a patch for one, read in the same way. */
export function parseDocuments(text: string): { documents: unknown[]; faults: ManifestFault[] } {
  const { documents, faults } = readDocuments(text);
  const values = documents.map(({ value }) => value).filter((value) => value !== null && value !== undefined);
  return { documents: values, faults };
}

/** Where a fault lies, in words: `line 3, column 7: ...`. */
export function faultText({ line, column, message }: ManifestFault): string {
  return line ? `line ${line}, column ${column ?? 1}: ${message}` : message;
}

type Place = Pick<ManifestFault, 'line' | 'column' | 'document'>;
type ReadDocuments = { documents: { value: unknown; place: Place }[]; faults: ManifestFault[] };

function readDocuments(text: string): ReadDocuments {
  if (Buffer.byteLength(text) > manifestLimits.bytes) {
    return {
      documents: [],
      faults: [{ message: `The manifest is larger than ${manifestLimits.bytes / 1e6} MB: split it.` }],
    };
  }
  if (text.includes('\u0000'))
    return { documents: [], faults: [{ message: 'The manifest contains a NUL character.' }] };
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    version: '1.1',
    lineCounter: lines,
    merge: true,
    uniqueKeys: true,
  });
  const documents: ReadDocuments['documents'] = [];
  const faults: ManifestFault[] = [];
  for (const [index, document] of (Array.isArray(parsed) ? parsed : []).entries()) {
    const read = readDocument(document, lines);
    const place = { ...startOf(document, lines), document: index + 1 };
    if (read.faults.length === 0) documents.push({ value: read.value, place });
    faults.push(...read.faults.map((fault) => ({ ...fault, document: place.document })));
  }
  return { documents, faults };
}

/** Objects already parsed (JSON of a stage): lists are spread out, nulls dropped, each checked to be an object of some kind. */
export function collectManifests(value: unknown): { manifests: KubernetesObject[]; faults: string[] } {
  const manifests: KubernetesObject[] = [];
  const faults: string[] = [];
  for (const item of flattenLists(value)) {
    const fault = isFields(item) ? faultOf(item) : `Expected a Kubernetes object, found ${shown(item)}.`;
    if (fault !== undefined) faults.push(fault);
    else if (isFields(item)) manifests.push(asManifest(item));
  }
  return { manifests, faults };
}

/** Lists, and objects of kind `List`, replaced by their items. Depth is bounded by the parsers: JSON and YAML are trees here. */
export function flattenLists(value: unknown, depth = 0): unknown[] {
  if (value === null || value === undefined || depth > manifestLimits.depth) return [];
  if (Array.isArray(value)) return value.flatMap((item) => flattenLists(item, depth + 1));
  if (isFields(value) && isList(value)) return flattenLists(value.items, depth + 1);
  return [value];
}

// `List` itself, or a typed list as `kubectl get -o json` of old wrote it (`PodList`); a custom kind with a name is not one.
function isList(value: Record<string, unknown>): value is { items: unknown[] } {
  if (typeof value.kind !== 'string' || !Array.isArray(value.items)) return false;
  const isNamed = isFields(value.metadata) && value.metadata.name !== undefined;
  return value.kind === 'List' || (value.kind.endsWith('List') && !isNamed);
}

function readDocument(document: Document, lines: LineCounter): { value: unknown; faults: ManifestFault[] } {
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => {
      const place = lines.linePos(error.pos[0]);
      return { line: place.line, column: place.col, message: sentence(error.message) };
    });
    return { value: undefined, faults };
  }
  try {
    return { value: document.toJS({ maxAliasCount: manifestLimits.aliases }), faults: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { value: undefined, faults: [{ ...startOf(document, lines), message: sentence(message) }] };
  }
}

function faultOf(value: Record<string, unknown>): string | undefined {
  if (typeof value.kind !== 'string' || value.kind === '') return 'An object has no kind.';
  if (typeof value.apiVersion !== 'string' || value.apiVersion === '')
    return `A ${value.kind} has no apiVersion.`;
  const metadata = value.metadata;
  if (!isFields(metadata)) return `A ${value.kind} has no metadata: give it a name.`;
  const name = metadata.name ?? metadata.generateName;
  if (typeof name !== 'string' || name === '')
    return `A ${value.kind} has no name (metadata.name or metadata.generateName).`;
  for (const map of ['labels', 'annotations'] as const) {
    const wrong = Object.entries(isFields(metadata[map]) ? metadata[map] : {}).find(
      ([, text]) => typeof text !== 'string' && text !== null,
    );
    if (wrong) return `${value.kind} ${name}: metadata.${map}.${wrong[0]} must be text. Put it in quotes.`;
    if (metadata[map] !== undefined && metadata[map] !== null && !isFields(metadata[map])) {
      return `${value.kind} ${name}: metadata.${map} must be a map.`;
    }
  }
  return undefined;
}

/** Holds because `faultOf` found kind, apiVersion and metadata as the type says. */
function asManifest(value: Record<string, unknown>): KubernetesObject {
  return value as KubernetesObject;
}

function startOf(document: Document, lines: LineCounter): { line?: number; column?: number } {
  const start = document.contents?.range?.[0];
  if (start === undefined) return {};
  const place = lines.linePos(start);
  return { line: place.line, column: place.col };
}

// The parser adds a picture of the place below its message; line and column travel apart.
function sentence(message: string): string {
  const first = (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
  return first.endsWith('.') ? first : `${first}.`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `the text "${value.slice(0, 40)}"` : `${typeof value} ${String(value)}`;
}
