import { describe, expect, test } from 'vitest';
import { contextOf, evaluateExpression } from '../index.ts';

const context = contextOf({ words: ['b', 'a'], nul: null, status: 'x' });

function outcome(text: string): unknown {
  const result = evaluateExpression(text, context);
  return result.ok ? result.value : (result.error.code ?? 'failed');
}

describe('types have the names that Java gives them', () => {
  test.each<[string, unknown]>([
    ['${T(Integer)}', 'java.lang.Integer'],
    ['x${T(Integer).toString()}', 'EL1004E'],
    ["${'' + T(java.util.Date)}", 'class java.util.Date'],
    ["${'' + T(int)}", 'int'],
    ['${T(String[])}', '[Ljava.lang.String;'],
    ['${T(int[][])}', '[[I'],
    ['${T(Integer) == T(java.lang.Integer)}', true],
  ])('%s', (text, expected) => expect(outcome(text)).toBe(expected));
});

describe('of several constructors that need a conversion the last is taken', () => {
  test.each<[string, unknown]>([
    ['${new String(5)}', '5'],
    ['${new String(words)}', 'b,a'],
    ["${new String('ab'.toCharArray())}", 'ab'],
    ['${new Boolean(words)}', false],
    ['${new int[]{nul}}', 'failed'],
    ["${new Double('x'.charAt(0))}", 'EL1003E'],
    ["${new Integer('5'.charAt(0))}", 53],
  ])('%s', (text, expected) => expect(outcome(text)).toBe(expected));
});

describe('overloads are chosen as in Java', () => {
  test.each<[string, unknown]>([
    ["${T(String).join('-', 5, 6)}", 'EL1004E'],
    ["${T(String).join('-', 5, 'a')}", 'EL1001E'],
    ["${T(java.time.LocalDate).of('2024', '1', '31')}", 'EL1033E'],
    ['${T(java.time.LocalDate).of(2024, 1, 31).toString()}', '2024-01-31'],
    ["${T(java.net.URLEncoder).encode(5, 'UTF-8')}", 'EL1033E'],
    ["${T(java.net.URLEncoder).encode('a b', 'UTF-8')}", 'a+b'],
    ["${'abc'.charAt(0).compareTo('c')}", -2],
  ])('%s', (text, expected) => expect(outcome(text)).toBe(expected));
});

describe('arrays and map entries turn into what their elements allow', () => {
  test.each<[string, unknown]>([
    ["${'abc'.contains(new String[]{'b', 'x'})}", true],
    ["${'abc'.contains(new int[]{1})}", 'EL1004E'],
    ["${'x' + {a: 1}.entrySet()}", 'x[a=1]'],
    ['x${{a: 1}.entrySet()}', 'EL1001E'],
    ["${'abc'.contains({a: 1}.entrySet())}", 'EL1004E'],
    ['${words.containsAll({b: 1})}', false],
    ["${#toJson('abc'.toCharArray())}", '"abc"'],
    ['${#toJson(T(String))}', '"java.lang.String"'],
    ["${#readYaml('a: 08').a}", '08'],
  ])('%s', (text, expected) => expect(outcome(text)).toBe(expected));
});

describe('methods keep Java’s limits', () => {
  test.each<[string, unknown]>([
    ["${''.startsWith('', 5)}", false],
    ["${T(Byte).valueOf('-5').compareTo(T(Byte).valueOf('5'))}", -10],
    ['${T(Math).hypot(-2.5, 3)}', 3.905124837953327],
    ['${T(java.time.LocalDate).of(2024, 2, 29).withDayOfYear(0)}', 'failed'],
    ['${T(java.time.LocalDate).of(2024, 2, 29).hashCode()}', 4145309],
    ['${T(java.time.Instant).ofEpochSecond(1700000000L).hashCode()}', 1700000000],
    ["${new java.util.Date('2024-03-01')}", 'EL1003E'],
    ["${new java.util.Date('feature/march-42')}", 'EL1003E'],
    ["${new java.util.Date('Fri, 1 Mar 2024 00:00:00 GMT').time}", 1709251200000],
    ['${new java.util.Date(0L).compareTo(nul)}', 'failed'],
    ["${{a: 1}.remove('b', 2)}", 'failed'],
    ["${new java.text.SimpleDateFormat('SSS').format(2.5)}", '002'],
  ])('%s', (text, expected) => expect(outcome(text)).toBe(expected));
});

describe('texts of many lines and bits of integers', () => {
  test.each<[string, unknown]>([
    ["${'  a\n    b \n  '.stripIndent()}", 'a\n  b\n'],
    ["${'a\\tb\\101'.translateEscapes()}", 'a\tbA'],
    ["${'\\q'.translateEscapes()}", 'failed'],
    ['${T(Integer).divideUnsigned(-1, 10)}', 429496729],
    ['${T(Integer).remainderUnsigned(1, 0)}', 'failed'],
    ['${T(Long).toUnsignedString(-1L, 16)}', 'ffffffffffffffff'],
    ["${T(Integer).parseUnsignedInt('4294967295')}", -1],
    ["${T(Integer).parseUnsignedInt('4294967296')}", 'failed'],
    ['${T(Integer).rotateLeft(1, 33)}', 2],
    ['${T(Integer).rotateRight(1, 1)}', -2147483648],
    ['${T(Integer).reverseBytes(258)}', 33619968],
  ])('%s', (text, expected) => expect(outcome(text)).toBe(expected));
});
