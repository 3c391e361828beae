import { fault } from '../errors.ts';
import type { Node } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseArguments, type Rule } from './primary.ts';

/** `T(java.lang.String)`, `T(int[])`. A bare `T` in brackets is a name like any other. */
export function parseTypeReference(cursor: Cursor): Node | undefined {
  const token = cursor.peek();
  if (token?.kind !== 'name' || token.text !== 'T') return undefined;
  cursor.take();
  if (cursor.isSymbol(']')) return { kind: 'property', name: 'T', safe: false, at: token.start };
  cursor.expect('(');
  const name = parseTypeName(cursor);
  let dimensions = 0;
  while (cursor.takeSymbol('[')) {
    cursor.expect(']');
    dimensions += 1;
  }
  cursor.expect(')');
  return { kind: 'type', name, dimensions, at: token.start };
}

/** `new Type(args)`, `new Type[3]`, `new Type[]{a, b}`. */
export function parseConstructor(
  cursor: Cursor,
  expression: Rule,
  braces: (cursor: Cursor, expression: Rule) => Node | undefined,
): Node | undefined {
  if (!cursor.isWord('new')) return undefined;
  const token = cursor.take();
  if (cursor.isSymbol(']')) return { kind: 'property', name: token.text, safe: false, at: token.start };
  const type = parseTypeName(cursor);
  if (!cursor.isSymbol('[')) {
    const args = parseArguments(cursor, expression);
    if (!args) throw fault('EL1050E', [], cursor.at);
    return { kind: 'new', type, args, at: token.start };
  }
  const dimensions: (Node | undefined)[] = [];
  while (cursor.takeSymbol('[')) {
    dimensions.push(cursor.isSymbol(']') ? undefined : expression(cursor));
    cursor.expect(']');
  }
  const filling = braces(cursor, expression);
  if (filling && filling.kind !== 'list') throw fault('EL1043E', ['a list of values', '{'], filling.at);
  return { kind: 'newArray', type, dimensions, items: filling?.items, at: token.start };
}

/** Names and dots; whatever else may be part of a class name is read as it comes. */
function parseTypeName(cursor: Cursor): string {
  const pieces: string[] = [];
  for (;;) {
    const token = cursor.peek();
    const isDot = token?.kind === 'symbol' && token.text === '.';
    if (!token || (!isDot && token.kind !== 'name' && !/^(int|long|hex|hexLong)$/.test(token.kind))) break;
    cursor.take();
    if (!isDot) pieces.push(token.text);
  }
  if (pieces.length > 0) return pieces.join('.');
  const next = cursor.peek();
  throw next ? fault('EL1043E', ['a type name', next.text], next.start) : fault('EL1044E', [], cursor.length);
}
