import { LineCounter, parseAllDocuments } from 'yaml';

/** A mark in the text. `from` and `to` are offsets in characters. */
export interface TextProblem {
  from: number;
  to: number;
  message: string;
  severity: 'error' | 'warning';
}

/** Syntax faults of YAML, several documents too. Version 1.1, as Kubernetes' own tools read it. */
export function yamlProblems(text: string): TextProblem[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { version: '1.1', lineCounter: lines, prettyErrors: false });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => [
    ...document.errors.map((fault) => problemOf(fault, 'error', text.length)),
    ...document.warnings.map((fault) => problemOf(fault, 'warning', text.length)),
  ]);
}

/** The syntax fault of JSON, at the place the engine names. */
export function jsonProblems(text: string): TextProblem[] {
  if (text.trim() === '') return [];
  try {
    JSON.parse(text);
    return [];
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : 'This is not JSON.';
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    return [problemOf({ message, pos: [position, position + 1] }, 'error', text.length)];
  }
}

function problemOf(
  fault: { message: string; pos: [number, number] },
  severity: TextProblem['severity'],
  length: number,
): TextProblem {
  const from = Math.min(fault.pos[0], length);
  return { from, to: Math.max(from, Math.min(fault.pos[1], length)), message: fault.message, severity };
}
