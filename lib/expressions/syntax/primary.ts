import { fault } from '../errors.ts';
import { double, float, int, integerFromBig, long, maxLong } from '../values/number.ts';
import type { Node } from './ast.ts';
import type { Cursor } from './cursor.ts';
import type { Token } from './token.ts';
import { parseConstructor, parseTypeReference } from './types.ts';

/** The rule of a whole expression, handed down so that the files of the grammar do not need each other. */
export type Rule = (cursor: Cursor) => Node | undefined;

/** A start (`name`, `#name`, literal, `(...)`, `{...}` ...) followed by any number of `.name`, `[...]`, `?[...]`. */
export function parsePrimary(cursor: Cursor, expression: Rule): Node | undefined {
  const start = parseStart(cursor, expression);
  if (!start) {
    return cursor.isSymbol('.', '?.')
      ? parseFollower(cursor, expression) && nothingBefore(cursor)
      : undefined;
  }
  const parts = [start];
  for (;;) {
    const part = parseFollower(cursor, expression);
    if (!part) break;
    parts.push(part);
  }
  return parts.length === 1 ? start : { kind: 'chain', parts, at: start.at };
}

const nothingBefore = (cursor: Cursor): never => {
  throw fault('EL1070E', [], cursor.at);
};

function parseFollower(cursor: Cursor, expression: Rule): Node | undefined {
  if (cursor.isSymbol('[')) return parseIndex(cursor, expression);
  if (!cursor.isSymbol('.', '?.')) return undefined;
  const dot = cursor.take();
  const safe = dot.text === '?.';
  const part =
    parseMember(cursor, expression, safe) ??
    parseHash(cursor, expression) ??
    parseCollectionStep(cursor, expression, safe);
  if (part) return part;
  const next = cursor.peek();
  throw next ? fault('EL1049E', [next.text], next.start) : fault('EL1044E', [], dot.start);
}

function parseStart(cursor: Cursor, expression: Rule): Node | undefined {
  if (cursor.isSymbol('(')) return parseParentheses(cursor, expression);
  return (
    parseLiteral(cursor) ??
    parseTypeReference(cursor) ??
    parseNull(cursor) ??
    parseConstructor(cursor, expression, parseBraces) ??
    parseMember(cursor, expression, false) ??
    parseHash(cursor, expression) ??
    parseBean(cursor) ??
    parseCollectionStep(cursor, expression, false) ??
    (cursor.isSymbol('[') ? parseIndex(cursor, expression) : undefined) ??
    parseBraces(cursor, expression)
  );
}

function parseLiteral(cursor: Cursor): Node | undefined {
  const token = cursor.peek();
  if (!token || token.kind === 'symbol') return undefined;
  if (token.kind === 'name') {
    if (!cursor.isWord('true') && !cursor.isWord('false')) return undefined;
    cursor.take();
    return { kind: 'literal', value: token.text.toLowerCase() === 'true', at: token.start };
  }
  cursor.take();
  return { kind: 'literal', value: literalValue(token), at: token.start };
}

function literalValue(token: Token): unknown {
  switch (token.kind) {
    case 'text':
      return token.text;
    case 'float':
      return float(Number(token.text));
    case 'real':
      if (Number.isNaN(Number(token.text))) throw fault('EL1040E', [token.text], token.start);
      return double(Number(token.text));
    case 'int':
    case 'hex': {
      const value = integerFromBig(BigInt(token.kind === 'hex' ? `0x${token.text}` : token.text));
      if (value.kind !== 'int') throw fault('EL1035E', [token.text], token.start);
      return int(Number(value.raw));
    }
    default: {
      const value = BigInt(token.kind === 'hexLong' ? `0x${token.text}` : token.text);
      if (value > maxLong) throw fault('EL1036E', [token.text], token.start);
      return long(value);
    }
  }
}

/** `(...)`; an empty pair is as good as nothing there. */
function parseParentheses(cursor: Cursor, expression: Rule): Node | undefined {
  cursor.expect('(');
  const inner = expression(cursor);
  cursor.expect(')');
  return inner;
}

function parseNull(cursor: Cursor): Node | undefined {
  if (!cursor.isWord('null')) return undefined;
  return { kind: 'literal', value: null, at: cursor.take().start };
}

function parseMember(cursor: Cursor, expression: Rule, safe: boolean): Node | undefined {
  const token = cursor.takeMemberName();
  if (!token) return undefined;
  const args = parseArguments(cursor, expression);
  if (!args) return { kind: 'property', name: token.text, safe, at: token.start };
  return { kind: 'method', name: token.text, args, safe, at: token.start };
}

function parseHash(cursor: Cursor, expression: Rule): Node | undefined {
  const at = cursor.at;
  if (!cursor.takeSymbol('#')) return undefined;
  const { text: name } = cursor.expectName();
  const args = parseArguments(cursor, expression);
  return args ? { kind: 'function', name, args, at } : { kind: 'variable', name, at };
}

/** `(a, b)`, or undefined where no parenthesis opens. A comma may end the list. */
export function parseArguments(cursor: Cursor, expression: Rule): Node[] | undefined {
  const at = cursor.at;
  if (!cursor.takeSymbol('(')) return undefined;
  const args: Node[] = [];
  for (;;) {
    if (!cursor.peek()) throw fault('EL1051E', [], at);
    if (!cursor.isSymbol(')')) {
      const argument = expression(cursor);
      if (!argument) throw fault('EL1043E', ["')'", cursor.peek()?.text ?? 'the end'], cursor.at);
      args.push(argument);
    }
    if (!cursor.takeSymbol(',')) break;
  }
  if (!cursor.peek()) throw fault('EL1051E', [], at);
  cursor.expect(')');
  return args;
}

function parseBean(cursor: Cursor): Node | undefined {
  if (!cursor.isSymbol('@', '&')) return undefined;
  const { start } = cursor.take();
  const name = cursor.peek();
  if (name?.kind !== 'name' && name?.kind !== 'text') throw fault('EL1059E', [], start);
  cursor.take();
  return { kind: 'bean', name: name.text, at: start };
}

function parseIndex(cursor: Cursor, expression: Rule): Node {
  const { start } = cursor.expect('[');
  const index = expression(cursor);
  const end = cursor.expect(']');
  if (!index) throw fault('EL1044E', [], end.start);
  return { kind: 'index', index, at: start };
}

const selections: Readonly<Record<string, 'all' | 'first' | 'last'>> = {
  '?[': 'all',
  '^[': 'first',
  '$[': 'last',
};

/** `?[...]`, `^[...]`, `$[...]` and `![...]`. */
function parseCollectionStep(cursor: Cursor, expression: Rule, safe: boolean): Node | undefined {
  if (!cursor.isSymbol('?[', '^[', '$[', '![')) return undefined;
  const { start, text } = cursor.take();
  const body = expression(cursor);
  if (!body) throw fault('EL1071E', [], start);
  cursor.expect(']');
  const which = selections[text];
  if (!which) return { kind: 'project', body, safe, at: start };
  return { kind: 'select', which, criteria: body, safe, at: start };
}

/** `{}` and `{a, b}` are lists, `{:}` and `{k: v}` maps. */
export function parseBraces(cursor: Cursor, expression: Rule): Node | undefined {
  const at = cursor.at;
  if (!cursor.takeSymbol('{')) return undefined;
  if (cursor.takeSymbol('}')) return { kind: 'list', items: [], at };
  if (cursor.takeSymbol(':')) {
    cursor.expect('}');
    return { kind: 'map', entries: [], at };
  }
  const item = (): Node => {
    const node = expression(cursor);
    if (!node) throw fault('EL1044E', [], cursor.at);
    return node;
  };
  const first = item();
  if (!cursor.takeSymbol(':')) {
    const items = [first];
    while (cursor.takeSymbol(',')) items.push(item());
    if (items.length === 1 && !cursor.isSymbol('}')) throw fault('EL1044E', [], at);
    cursor.expect('}');
    return { kind: 'list', items, at };
  }
  const entries = [{ key: first, value: item() }];
  while (cursor.takeSymbol(',')) {
    const key = item();
    cursor.expect(':');
    entries.push({ key, value: item() });
  }
  cursor.expect('}');
  return { kind: 'map', entries, at };
}
