import { ExpressionError, fault } from '../errors.ts';
import type { Token } from './token.ts';

const pairs = new Set(['++', '--', '==', '!=', '>=', '<=', '&&', '||', '?[', '?:', '?.', '![', '^[', '$[']);
const singles = new Set('+-:.,*/%()[]{}#@&^!=?><');

/** Words that are operators where one can stand, in any case: `EQ`, `div`. */
const wordOperators: Readonly<Record<string, string>> = {
  div: '/',
  eq: '==',
  ge: '>=',
  gt: '>',
  le: '<=',
  lt: '<',
  mod: '%',
  ne: '!=',
  not: '!',
};

const namePattern = /[A-Za-z_$][A-Za-z0-9_$]*/y;
const hexPattern = /0[xX][0-9A-Fa-f]*[lL]?/y;
/** The first character of an exponent belongs to the number whatever it is; the parser then refuses what is none. */
const numberPattern = /[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[\s\S][0-9]*[fFdD]?|[fFdDlL])?/y;
const spacePattern = /[ \t\r\n]+/y;

/** Cuts an expression into tokens. Throws {@link ExpressionError} with the position of what it cannot read. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = match(spacePattern, text, at);
    if (space) {
      at += space.length;
      continue;
    }
    const token = readToken(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function readToken(text: string, at: number): Token {
  const char = text[at] ?? '';
  if (char === "'" || char === '"') return readQuoted(text, at, char);
  if (char >= '0' && char <= '9') return readNumber(text, at);
  // `$[` is "last of a selection"; any other `$` begins a name.
  const pair = text.slice(at, at + 2);
  const symbol = pairs.has(pair) ? pair : char;
  if (pairs.has(pair) || singles.has(char))
    return { kind: 'symbol', text: symbol, start: at, end: at + symbol.length };
  const name = match(namePattern, text, at);
  if (name) return readName(name, at);
  if (char === '|') throw fault('EL1069E', ['|'], at);
  if (char === '\\') throw fault('EL1065E', [], at);
  throw new ExpressionError('syntax', `unexpected character '${char}'`, { position: at });
}

function readName(name: string, at: number): Token {
  const lower = name.toLowerCase();
  const operator = Object.hasOwn(wordOperators, lower) ? wordOperators[lower] : undefined;
  const end = at + name.length;
  if (operator) return { kind: 'symbol', text: operator, word: name, start: at, end };
  return { kind: 'name', text: name, start: at, end };
}

function readQuoted(text: string, at: number, quote: string): Token {
  let end = at + 1;
  for (;;) {
    end = text.indexOf(quote, end);
    if (end === -1) throw fault(quote === '"' ? 'EL1045E' : 'EL1046E', [], at);
    if (text[end + 1] !== quote) break;
    end += 2;
  }
  // Doubled quotes of either sort stand for one, whichever sort encloses the text.
  const inner = text
    .slice(at + 1, end)
    .replaceAll("''", "'")
    .replaceAll('""', '"');
  return { kind: 'text', text: inner, start: at, end: end + 1 };
}

function readNumber(text: string, at: number): Token {
  const hex = match(hexPattern, text, at);
  if (hex) {
    const isLong = /[lL]$/.test(hex);
    const digits = hex.slice(2, isLong ? -1 : undefined);
    if (digits === '') throw fault(isLong ? 'EL1036E' : 'EL1035E', [hex], at);
    return { kind: isLong ? 'hexLong' : 'hex', text: digits, start: at, end: at + hex.length };
  }
  const found = match(numberPattern, text, at) ?? '';
  const end = at + found.length;
  const last = found.at(-1)?.toLowerCase() ?? '';
  const digits = /[lfd]/.test(last) ? found.slice(0, -1) : found;
  const isReal = /[.eE]/.test(digits);
  if (isReal && Number.isNaN(Number(digits))) return { kind: 'real', text: found, start: at, end };
  if (last === 'l') {
    if (isReal) throw fault('EL1048E', [], at);
    return { kind: 'long', text: digits, start: at, end };
  }
  if (last === 'f') return { kind: 'float', text: digits, start: at, end };
  if (last === 'd' || isReal) return { kind: 'real', text: digits, start: at, end };
  return { kind: 'int', text: digits, start: at, end };
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
