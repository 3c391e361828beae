import { expect, test } from 'vitest';
import { contextOf, double, evaluateExpression } from '../index.ts';

const context = contextOf({
  x: 1,
  n: null,
  real: double(2),
  text: 'feature/ABC-42',
  list: ['a', 'b', 'c'],
  nums: [1, 5, 10],
  map: { a: 1, b: 2 },
  stages: [
    { name: 'A', type: 'deploy', replicas: 2 },
    { name: 'B', type: 'wait', replicas: 0 },
    { name: 'C', type: 'deploy', replicas: 5 },
  ],
  wanted: 'A',
});

function result(expression: string): unknown {
  const outcome = evaluateExpression(`\${${expression}}`, context);
  if (!outcome.ok) return outcome.error.code ?? outcome.error.message;
  return outcome.isUnresolved ? undefined : outcome.value;
}

const className = (expression: string): string | undefined => {
  const outcome = evaluateExpression(`\${${expression}}`, context);
  return outcome.ok ? outcome.className : undefined;
};

test.each([
  ['1 + 2 * 3', 7],
  ['7 / 2', 3],
  ['-7 % 3', -1],
  ['7.0 / 2', 3.5],
  ['2147483647 + 1', -2147483648],
  ['2147483647L + 1', 2147483648],
  ['2 ^ 10', 1024],
  ['1.1f + 1', 2.1],
  ['1 / 0', '/ by zero'],
  ['1.0 / 0', 'Infinity'],
  ["5 + '5'", '55'],
  ["'v' + real", 'v2.0'],
  ["'a' + list", 'aa,b,c'],
  ["'a' + null", 'anull'],
  ["'ab' * 3", 'ababab'],
  ["'b' - 1", 'a'],
  ['{1} + {2}', 'EL1030E'],
])('%s is %s', (expression, expected) => {
  expect(result(expression)).toEqual(expected);
});

test.each([
  ['1', 'Integer'],
  ['1L + 1', 'Long'],
  ['1 + 1.5f', 'Float'],
  ['1.5f + 1.0', 'Double'],
  ['real', 'Double'],
  ["'a'.length()", 'Integer'],
  ['T(Math).round(2.5)', 'Long'],
])('%s has type %s', (expression, expected) => {
  expect(className(expression)).toBe(expected);
});

test.each([
  ['1 == 1L', true],
  ["'a' lt 'b' and 2 GE 2", true],
  ["x == '1'", false],
  ['null < 1', true],
  ['{1,2} == {1,2}', true],
  ["{'a'} == {'b'}", false],
  ['5 between {1, 5}', true],
  ['5 between 1', 'EL1017E'],
  ["'a' < 1", 'EL1013E'],
  ["'yes' and not 'off'", true],
  ['!5', 'EL1001E'],
  ["'release/1' matches 'release/.*'", true],
  ["'xrelease' matches 'release'", false],
  ["n matches 'x'", 'EL1037E'],
  ["'x' matches '['", 'EL1018E'],
  ["'x' instanceof T(String)", true],
  ['x instanceof T(Long)', false],
  ['x instanceof 5', 'EL1028E'],
])('comparison %s is %s', (expression, expected) => {
  expect(result(expression)).toEqual(expected);
});

test.each([
  ["x > 0 ? 'yes' : 'no'", 'yes'],
  ["'maybe' ? 1 : 2", 'EL1001E'],
  ["nokey ?: 'd'", 'd'],
  ["'' ?: 'd'", 'd'],
  ["' ' ?: 'd'", ' '],
  ['0 ?: 1', 0],
  ['n?.foo.bar', 'EL1007E'],
  ['n?.foo?.bar', undefined],
  ['n.foo', 'EL1007E'],
  ["n['a']", 'EL1012E'],
  ['n.foo()', 'EL1011E'],
  ['nokey', undefined],
])('missing and optional: %s is %s', (expression, expected) => {
  expect(result(expression)).toEqual(expected);
});

test.each([
  ['list[1]', 'b'],
  ['list[9]', 'EL1025E'],
  ["text.split('/')[9]", 'EL1024E'],
  ['text[99]', 'EL1026E'],
  ['map[a]', 1],
  ["map['zz']", undefined],
  ['stages[0].name', 'A'],
  ['x[0]', 'EL1027E'],
  ['map.size()', 2],
  ["text.split('/').length", 2],
  ['text.empty', false],
  ['text.nosuch', 'EL1021E'],
])('access %s is %s', (expression, expected) => {
  expect(result(expression)).toEqual(expected);
});

test.each([
  ["stages.?[type == 'deploy'].![name]", ['A', 'C']],
  ["stages.^[type == 'deploy'].name", 'A'],
  ["stages.$[type == 'deploy'].name", 'C'],
  ["stages.^[type == 'none']", undefined],
  ['nums.![#this * 2]', [2, 10, 20]],
  ['stages.?[name == #root.wanted].size()', 1],
  ['stages.?[name == wanted].size()', 0],
  ['nums.?[1]', 'EL1016E'],
  ['text.?[true]', 'EL1015E'],
  ['text.![x]', 'EL1019E'],
  ['map.?[value > 1]', 'EL1021E'],
  ['n?.?[true]', undefined],
  ['{1,2}.contains(2)', true],
  ["{a: 1, 'b': {2}}", { a: 1, b: [2] }],
  ['{:}', {}],
  ['{}', []],
])('collections: %s is %j', (expression, expected) => {
  expect(result(expression)).toEqual(expected);
});

test.each([
  ["text.replaceAll('([a-z]+)/([A-Z]+)', '$2:$1')", 'ABC:feature-42'],
  ["text.split('/')", ['feature', 'ABC-42']],
  ["'a,b,,'.split(',')", ['a', 'b']],
  ['text.substring(0, 7)', 'feature'],
  ["text.substring('8')", 'ABC-42'],
  ['text.substring(5, 1)', 'begin 5, end 1, length 14'],
  ["T(String).format('%05d|%-4s|%.2f|%x', 42, 'a', 1.005, 255)", '00042|a   |1.01|ff'],
  ["T(String).join('-', list)", 'a-b-c'],
  ["T(Integer).parseInt('ff', 16)", 255],
  ["T(Integer).parseInt('x')", 'For input string: "x"'],
  ['T(Math).max(1, 2.5)', 'EL1033E'],
  ["new String[]{'a','b'}[1]", 'b'],
  ["new Integer('5') + 1", 6],
  ["'abc'.hashCode()", 96354],
  ['new java.util.Random(42).nextInt(100)', 30],
  ['list.hashCode()', 126145],
])('methods: %s is %j', (expression, expected) => {
  expect(result(expression)).toEqual(expected);
});

test.each([
  [
    "new java.text.SimpleDateFormat('yyyy-MM-dd HH:mm').format(new java.util.Date(1700000000000L))",
    '2023-11-14 22:13',
  ],
  ["new java.text.SimpleDateFormat('yyyy-MM-dd').parse('2024-03-01').time", 1709251200000],
  ['T(java.time.LocalDate).of(2024, 1, 31).plusMonths(1).toString()', '2024-02-29'],
  ['T(java.time.LocalDate).of(2024, 3, 1).dayOfWeek.toString()', 'FRIDAY'],
  ['T(java.time.LocalDate).of(2023, 2, 29)', 'Invalid date: 2023-2-29'],
  ["T(java.time.LocalDateTime).parse('2024-03-01T10:15').plusHours(20).toString()", '2024-03-02T06:15'],
  ["T(java.time.Instant).parse('2023-11-14T22:13:20Z').toEpochMilli()", 1700000000000],
  [
    "T(java.time.temporal.ChronoUnit).valueOf('DAYS').between(T(java.time.LocalDate).of(2024,1,1), T(java.time.LocalDate).of(2024,12,31))",
    365,
  ],
])('dates: %s is %j', (expression, expected) => {
  expect(result(expression)).toEqual(expected);
});

test('what an expression writes is seen by itself and by nobody else', () => {
  expect(result('{x = 7, x, x++, x}')).toEqual([7, 7, 7, 8]);
  expect(result("{list.add('d'), list.size(), map.clear(), map.size()}")).toEqual([true, 4, null, 0]);
  expect(result('{x, list.size(), map.size()}')).toEqual([1, 3, 2]);
});

test('a literal list cannot be changed', () => {
  expect(result('{1,2}.add(3)')).toBe('a list or map written in the expression cannot be changed');
});

test('a value of the context comes back as the same object', () => {
  const outer = { deep: { list: [1, 2] } };
  const outcome = evaluateExpression('${outer.deep}', contextOf({ outer }));
  expect(outcome.ok && outcome.value).toBe(outer.deep);
});

test('an error tells its place in the whole text', () => {
  const outcome = evaluateExpression('abc ${1 + n.foo}', context);
  expect(outcome.ok ? undefined : outcome.error.position).toBe(12);
});
