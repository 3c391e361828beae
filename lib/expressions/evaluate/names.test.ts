import { describe, expect, test } from 'vitest';
import { contextOf, evaluateExpression } from '../index.ts';

const context = contextOf({ le: 5, div: { mod: 2 }, not: 1, and: 9, map: { eq: 'eq', not: 'not' }, n: 4 });

function outcome(text: string, allowUnknownKeys = true): unknown {
  const result = evaluateExpression(text, context, { allowUnknownKeys });
  return result.ok ? result.value : result.error.code;
}

describe('a word that is an operator is a name where a name must stand', () => {
  test.each<[string, unknown]>([
    ['${le}', 5],
    ['${le le 5}', true],
    ['${n le le}', true],
    ['${div.mod}', 2],
    ['${div.mod div div.mod}', 1],
    ['${map.eq eq map[eq]}', true],
    ['${map.not}', 'not'],
    ['${and}', 9],
    ['${{lt: 1}.lt}', 1],
    ['${not true}', false],
    ['${#le}', 'EL1043E'],
  ])('%s', (text, expected) => expect(outcome(text)).toBe(expected));
});

describe('what is missing is named by the first rule that misses it', () => {
  test.each<[string, unknown]>([
    ["${#nope(n + 'x' - 1)}", 'EL1006E'],
    ["${n.#toInt('5')}", 'EL1068E'],
    ['${n ? : 1}', 'EL1044E'],
    ['${n ? , : 1}', 'EL1043E'],
    ['${() == 1}', 'EL1070E'],
    ['${n * ()}', 'EL1042E'],
    ['${map matches n++}', 'EL1001E'],
    ['${T(java.time)}', 'EL1005E'],
    ['${T(java.time.Duration)}', 'EL1021E'],
    ['${new int(5)}', 'EL1021E'],
    ["${n matches '{'}", 'EL1018E'],
    ['${1.5e:3}', 'EL1040E'],
    ['${n == ^}', 'EL1042E'],
    ['${n n} ${', 'EL1041E'],
  ])('%s', (text, expected) => expect(outcome(text)).toBe(expected));
});

describe('where a missing key is an error, a map still tells whether it is empty', () => {
  test.each<[string, unknown]>([
    ['${map.empty}', false],
    ['${map.class}', 'EL1021E'],
    ['${map.size}', 'EL1021E'],
  ])('%s', (text, expected) => expect(outcome(text, false)).toBe(expected));
});
