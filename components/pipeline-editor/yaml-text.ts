import { LineCounter, parseAllDocuments, parseDocument, stringify, type Tags } from 'yaml';
import { isObject, type JsonObject } from './document.ts';

/** The two ways a document is shown as text. */
export type TextLanguage = 'yaml' | 'json';

/** A parsed text, or why it could not be read and where. */
export type Parsed<Value> = { ok: true; value: Value } | Fault;

/** Why a text could not be read, and where: a line counted from 1, and offsets. */
export interface Fault {
  ok: false;
  message: string;
  line: number;
  from: number;
  to: number;
  /** It is no YAML or JSON at all, rather than the wrong thing in it. */
  isSyntax: boolean;
}

const TIMESTAMP = 'tag:yaml.org,2002:timestamp';

/**
 * Kubernetes tooling reads YAML 1.1, so "yes" must come out quoted. Its timestamps are left out: JSON has no
 * dates, and a version such as 2026-11-23 is text to everybody downstream.
 */
const DIALECT = {
  version: '1.1',
  schema: 'yaml-1.1',
  customTags: (tags: Tags) => tags.filter((tag) => typeof tag === 'string' || tag.tag !== TIMESTAMP),
} as const;
const PRINT = { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false } as const;

/** A JSON value as text. */
export function formatText(value: unknown, language: TextLanguage): string {
  return language === 'json' ? `${JSON.stringify(value, null, 2)}\n` : stringify(value, PRINT);
}

/** Reads one JSON object from text. Text that is empty, a list or a scalar is an error with line 1. */
export function parseObject(text: string, language: TextLanguage): Parsed<JsonObject> {
  const parsed = language === 'json' ? parseJson(text) : parseValue(text);
  if (!parsed.ok) return parsed;
  if (isObject(parsed.value)) return { ok: true, value: parsed.value };
  return misplaced('An object is expected here: names with values.', 1, 0, text.length);
}

/** Several manifests as YAML, separated by `---`. */
export function formatManifests(manifests: readonly unknown[]): string {
  return manifests.map((manifest) => stringify(manifest, PRINT)).join('---\n');
}

/** Reads the manifests of a text with any number of documents; empty documents and nested lists dissolve. */
export function parseManifests(text: string): Parsed<unknown[]> {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { ...DIALECT, lineCounter: lines });
  const manifests: unknown[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    const [error] = document.errors;
    if (error) return broken(firstLine(error.message), lines.linePos(error.pos[0]).line, ...error.pos);
    const value: unknown = document.toJS();
    for (const manifest of Array.isArray(value) ? value : [value]) {
      if (manifest === null || manifest === undefined) continue;
      // A lone expression may stand for a whole manifest.
      const isExpression = typeof manifest === 'string' && manifest.startsWith('${');
      if (!isObject(manifest) && !isExpression) {
        const [from = 0, to = from] = document.range ?? [];
        const line = lines.linePos(document.contents?.range?.[0] ?? from).line;
        return misplaced('A manifest is an object with apiVersion, kind and metadata.', line, from, to);
      }
      manifests.push(manifest);
    }
  }
  return { ok: true, value: manifests };
}

/** Reads one YAML document of any shape. */
export function parseValue(text: string): Parsed<unknown> {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...DIALECT, lineCounter: lines });
  const [error] = document.errors;
  if (error) return broken(firstLine(error.message), lines.linePos(error.pos[0]).line, ...error.pos);
  return { ok: true, value: document.toJS() };
}

function parseJson(text: string): Parsed<unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : 'This is no JSON.';
    const position = /position (\d+)/.exec(message);
    if (position) {
      const from = Number(position[1]);
      const words = message.replace(/ in JSON at position.*$/, '').replace(/ \(line .*$/, '');
      return broken(words, text.slice(0, from).split('\n').length, from, from + 1);
    }
    // Not every browser tells the position; JSON is YAML too, and that parser always does.
    const parsed = parseValue(text);
    return parsed.ok ? broken(message, 1, 0, 0) : parsed;
  }
}

function broken(message: string, line: number, from: number, to: number): Fault {
  return { ok: false, message, line, from, to, isSyntax: true };
}

function misplaced(message: string, line: number, from: number, to: number): Fault {
  return { ok: false, message, line, from, to, isSyntax: false };
}

/** The library adds the place and a picture of the line; both are shown by the editor itself. */
function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}
