import { ExpressionError } from '../errors.ts';
import type { Node } from './ast.ts';
import { maxExpressionLength, type Pay, parseExpression } from './parser.ts';

/** A part of a template: plain text, or an expression with its place in the whole text. */
export type TemplatePart =
  | { kind: 'text'; text: string }
  | { kind: 'expression'; text: string; node: Node; at: number };

export const prefix = '${';

export const containsExpression = (text: string): boolean => text.includes(prefix);

const openers = '([{';
const closers = ')]}';

/** A raw piece of a template before its expressions are parsed: text, or an expression without its delimiters. */
export type RawPart = { kind: 'text' | 'expression'; text: string; at: number };

/**
 * Cuts a text at its `${ ... }`. Inside one, brackets must pair and quotes must close; a `}` in quotes does not end
 * it. Outside, everything is text: there is no escape, `$${x}` is a dollar and an expression.
 */
export const splitTemplate = (text: string): RawPart[] => [...rawParts(text)];

/** One after the other, so that of several faults the first in the text is told, whatever its kind. */
function* rawParts(text: string): Generator<RawPart> {
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf(prefix, at);
    if (open === -1) {
      yield { kind: 'text', text: text.slice(at), at };
      return;
    }
    if (open > at) yield { kind: 'text', text: text.slice(at, open), at };
    const start = open + prefix.length;
    const end = findEnd(text, start);
    const { trimmed, cut } = trim(text.slice(start, end));
    if (trimmed === '') throw syntaxError('there is nothing between ${ and }', open);
    yield { kind: 'expression', text: trimmed, at: start + cut };
    at = end + 1;
  }
}

const isBlank = (text: string, at: number): boolean => text.charCodeAt(at) <= 32;

/** Cuts blanks and control characters from both ends, as Java's trim does; says how many went in front. */
function trim(text: string): { trimmed: string; cut: number } {
  let cut = 0;
  let end = text.length;
  while (cut < end && isBlank(text, cut)) cut += 1;
  while (end > cut && isBlank(text, end - 1)) end -= 1;
  return { trimmed: text.slice(cut, end), cut };
}

function findEnd(text: string, start: number): number {
  if (!text.includes('}', start)) throw syntaxError('a closing } is missing', start - prefix.length);
  const stack: { char: string; at: number }[] = [];
  for (let at = start; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '}' && stack.length === 0) return at;
    if (openers.includes(char)) {
      stack.push({ char, at });
    } else if (closers.includes(char)) {
      const opened = stack.pop();
      const expected = openers[closers.indexOf(char)];
      if (opened?.char !== expected) {
        throw syntaxError(`'${char}' closes nothing that '${expected}' opened`, at);
      }
    } else if (char === "'" || char === '"') {
      const close = text.indexOf(char, at + 1);
      if (close === -1) throw syntaxError(`a closing ${char} is missing`, at);
      at = close;
    }
  }
  const open = stack.pop();
  if (open) throw syntaxError(`'${open.char}' is never closed`, open.at);
  throw syntaxError('a closing } is missing', start - prefix.length);
}

const syntaxError = (message: string, position: number): ExpressionError =>
  new ExpressionError('syntax', message, { position });

/** Parses a text with expressions in it. Positions of errors count from the start of the whole text. */
export function parseTemplate(text: string, maxLength = maxExpressionLength, pay?: Pay): TemplatePart[] {
  const parts: TemplatePart[] = [];
  for (const { kind, text: piece, at } of rawParts(text)) {
    if (kind === 'text') parts.push({ kind, text: piece });
    else parts.push({ kind, text: piece, node: parsed(piece, at, maxLength, pay), at });
  }
  return parts;
}

function parsed(piece: string, at: number, maxLength: number, pay: Pay | undefined): Node {
  try {
    return parseExpression(piece, maxLength, pay);
  } catch (error) {
    if (error instanceof ExpressionError && error.position !== undefined) error.position += at;
    throw error;
  }
}
