import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contextOf, ExpressionError, evaluateExpression, parseExpression, parseTemplate } from '../index.ts';
import { splitTemplate } from './template.ts';

test.each([
  ['plain', ['plain']],
  ['${x}', ['<x>']],
  ['a${ x }b${y}', ['a', '<x>', 'b', '<y>']],
  ['$${x}', ['$', '<x>']],
  ["${'}'}", ["<'}'>"]],
  ['${ {1,{2}}[0] }', ['<{1,{2}}[0]>']],
  ["${'it''s'}", ["<'it''s'>"]],
  ['${"${x}"}', ['<"${x}">']],
])('%s is cut into %j', (text, parts) => {
  const found = splitTemplate(text).map((part) => (part.kind === 'text' ? part.text : `<${part.text}>`));
  expect(found).toEqual(parts);
});

test.each([
  ['${}', 'there is nothing between ${ and }', 0],
  ['a ${x', 'a closing } is missing', 2],
  ['${(x}', "'}' closes nothing that '{' opened", 4],
  ["${'x}", "a closing ' is missing", 2],
])('%s is refused', (text, message, position) => {
  expect(() => splitTemplate(text)).toThrow(message);
  try {
    splitTemplate(text);
  } catch (error) {
    expect(error instanceof ExpressionError && error.position).toBe(position);
  }
});

test.each([
  ['x y', 'EL1041E'],
  ['x +', 'EL1042E'],
  ['* x', 'EL1070E'],
  ['foo(1', 'EL1051E'],
  ['x.', 'EL1044E'],
  ["x.'a'", 'EL1049E'],
  ['99999999999', 'EL1035E'],
  ['3.4L', 'EL1048E'],
  ["'abc", 'EL1046E'],
  ['x | y', 'EL1069E'],
  ['new', 'EL1044E'],
  ['new Foo', 'EL1050E'],
  ['@5', 'EL1059E'],
])('%s is refused with %s', (text, code) => {
  expect(() => parseExpression(text)).toThrow(code);
});

test('an expression longer than 10,000 characters is refused', () => {
  expect(() => parseExpression(`'${'a'.repeat(9_998)}'`)).not.toThrow();
  expect(() => parseExpression(`'${'a'.repeat(9_999)}'`)).toThrow('EL1079E');
});

const pieces = fc.constantFrom(
  ...['${', '}', '(', ')', '[', ']', '{', "'", '"', '.', '?.', '?:', '?', ':', ',', '#', '@', '!', '=', '=='],
  ...['+', '-', '*', '/', '%', '^', '.?[', '.![', '.^[', '.$[', '&&', '||', '++', '--', '\\', '$', ' ', '\n'],
  ...[
    'x',
    'list',
    'map',
    'T(',
    'new ',
    'String',
    'and',
    'or',
    'not',
    'matches',
    'between',
    'instanceof',
    'null',
  ],
  ...[
    'true',
    '1',
    '2.5',
    '3L',
    '0x1F',
    '#root',
    '#this',
    '#toJson(',
    '#stage(',
    '.size()',
    '.split(',
    '.repeat(',
  ],
);

const soup = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ maxLength: 200, unit: 'binary' }),
);

const names = contextOf({ x: 'a/b', list: [1, 'two', null], map: { a: { b: 1 } } });

test('whatever the text, parsing ends with an answer or an ExpressionError', () => {
  fc.assert(
    fc.property(soup, (text) => {
      for (const parse of [
        parseExpression,
        parseTemplate,
        (source: string) => parseTemplate(`\${${source}}`),
      ]) {
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      }
    }),
    { numRuns: 3000 },
  );
});

test('whatever the expression, evaluation ends with an answer or an error value', () => {
  fc.assert(
    fc.property(soup, (text) => {
      for (const source of [text, `\${${text}}`]) {
        const outcome = evaluateExpression(source, names);
        if (outcome.ok) JSON.stringify(outcome.value);
        else expect(outcome.error).toBeInstanceOf(ExpressionError);
      }
    }),
    { numRuns: 3000 },
  );
});
