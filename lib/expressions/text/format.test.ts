import { expect, test } from 'vitest';
import { contextOf, evaluateExpression } from '../index.ts';

const context = contextOf({ n: 42, d: 0.5 });

function outcome(text: string): unknown {
  const result = evaluateExpression(text, context);
  return result.ok ? result.value : 'failed';
}

test.each<[string, unknown]>([
  ["'%05d|%-5d|%+d', n, n, n", '00042|42   |+42'],
  ["'%x %X %o', 255, 255, 8", 'ff FF 10'],
  ["'%g', d", '0.500000'],
  ["'%.5g', 0.0001", '0.00010000'],
  ["'%#.0f', d", '1.'],
  ["'%.3h', 'Hello'", '426'],
  ["'%tF', 0L", '1970-01-01'],
  ["'%tF', 0", 'failed'],
  ["'%c', 65", 'A'],
  ["'%c', 65L", 'failed'],
  ["'%.2d', n", 'failed'],
  ["'%-d', n", 'failed'],
  ["'%+s', n", 'failed'],
  ["'%+ d', n", 'failed'],
  ["'%-05d', n", 'failed'],
  ["'%,x', n", 'failed'],
  ["'%5n', n", 'failed'],
])('String.format(%s) is %s', (args, expected) => {
  expect(outcome(`\${T(String).format(${args})}`)).toBe(expected);
});

test.each<[string, unknown]>([
  ['2024-01-31T10:15:30+02:00', '2024-01-31T08:15:30Z'],
  ['2024-01-31T24:00:00Z', '2024-02-01T00:00:00Z'],
  ['2024-06-30T23:59:60Z', '2024-06-30T23:59:59Z'],
  ['2024-01-31t10:15:30.5z', '2024-01-31T10:15:30.500Z'],
  ['2024-01-31T10:15Z', 'failed'],
])('the instant %s is %s', (text, expected) => {
  expect(outcome(`\${T(java.time.Instant).parse('${text}').toString()}`)).toBe(expected);
});

test('a zone has at most three letters X', () => {
  expect(outcome("${new java.text.SimpleDateFormat('XXX').format(new java.util.Date(0L))}")).toBe('Z');
  expect(outcome("${new java.text.SimpleDateFormat('XXXX')}")).toBe('failed');
});
