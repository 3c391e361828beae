import { expect, test } from 'vitest';
import { contextOf, evaluate, evaluateExpression } from './index.ts';

const many = (count: number, text: string): string => text.repeat(count);

const deep = (() => {
  let value: Record<string, unknown> = {};
  for (let level = 0; level < 3000; level += 1) value = { d: value };
  return value;
})();

const names = () => ({
  list: Array.from({ length: 5000 }, (_, index) => index),
  text: 'a'.repeat(20_000),
  map: { a: 1 },
  deep,
});

/** Ways to the host language, as tried on expression languages of all kinds. */
const escapes = [
  "''.constructor.constructor('return process')()",
  "''.getClass().forName('java.lang.Runtime').getRuntime().exec('id')",
  "''['constructor']",
  "map['constructor']['prototype']['x'] = 1",
  "map['__proto__']['polluted'] = 1",
  'map.__proto__.polluted = 1',
  '#root.constructor.prototype.polluted = 1',
  '#toString.constructor',
  "#constructor('return 1')",
  '#__proto__()',
  'list.constructor',
  'list.map.call',
  'T(java.lang.System).exit(1)',
  'T(java.lang.Runtime).getRuntime()',
  "T(java.lang.Boolean).forName('java.net.URI')",
  "T(Long).getLong('x')",
  'new java.lang.ProcessBuilder({})',
  "new java.net.URL('http://example.com').openConnection()",
  'new java.lang.Integer(1).wait(100000)',
  'new Function()',
  '@environment',
  '&bean',
  "#fromUrl('file:///etc/passwd')",
  "#fromUrl('http://169.254.169.254/')",
  "#fromUrl('http://127.0.0.1/')",
  "#fromUrl('http://[::1]/')",
  "#fromUrl('http://0x7f000001/')",
  "#fromUrl('http://user:pw@example.com/')",
  "#readYaml('!!js/function >\\n  return 1')",
  "#readYaml('!!java.io.FileInputStream [/dev/null]')",
];

/** Work and memory without end. */
const bombs = [
  "'a' * 2147483647",
  "'a'.repeat(2147483647)",
  'new String[2147483647]',
  'new int[100000][100000]',
  'list.![#root.list.![#root.list.![1]]]',
  'list.?[#root.list.?[true].size() > 0]',
  "text matches '(a*)*\\1b'",
  "text.replaceAll('(a+)+(a+)+\\\\2b', 'x')",
  "text matches '(.*)(.*)(.*)(.*)(.*)\\1x'",
  "text.replaceAll('(?<=(a+)+)b', 'x')",
  "text matches '((a{1,30}){1,30}){1,30}b'",
  `text.replaceAll('a', '${many(5000, 'b')}')`,
  `${many(4000, '(')}1${many(4000, ')')}`,
  many(3000, '!'),
  `1${many(3000, '+1')}`,
  `x${many(3000, '?:x')}`,
  many(20_000, 'a'),
  '#toJson(deep)',
  'deep.toString()',
  'deep.hashCode()',
  `#readJson('${many(4000, '[')}')`,
  `#readYaml('${many(3000, '[')}')`,
  `#readYaml('a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]')`,
  "T(String).format('%2147483647d', 1)",
  'T(java.time.LocalDate).of(2024,1,1).plusDays(9223372036854775807L).toString()',
  "text.split('').![#this + #root.text]",
  'list.retainAll(list)',
  '{list.add(list), list}.toString()',
  '{list.add(list), list}',
  '{map.a = #root, map.root = map, map}.toString()',
];

/** CPU time of this process alone, since the machine may be busy with others. */
function cpuMs(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

test.each(escapes)('there is no way out: %s', (expression) => {
  const text = `\${${expression}}`;
  const root = names();
  const { value, failed } = evaluate(text, contextOf(root));
  expect(value).toBe(text);
  expect(failed).toBe(true);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
  expect(root.map).toEqual({ a: 1 });
});

const titled = bombs.map((bomb) => [bomb.slice(0, 60), bomb] as const);

test.each(titled)('it is stopped within 50 ms: %s', (_, expression) => {
  const text = `\${${expression}}`;
  const root = names();
  const context = contextOf(root);
  evaluateExpression(text, context);
  let ok = true;
  const best = Math.min(
    ...[1, 2, 3].map(() =>
      cpuMs(() => {
        ok = evaluateExpression(text, context).ok;
      }),
    ),
  );
  expect(ok).toBe(false);
  expect(best).toBeLessThan(50);
  expect(root.list.length).toBe(5000);
});

test('an expression in the result of an expression stays text', () => {
  const context = contextOf({ inner: '${1 + 1}', map: { a: '${1 + 1}' } });
  expect(evaluate('${inner}', context).value).toBe('${1 + 1}');
  expect(evaluate("${'$'}{1 + 1}", context).value).toBe('${1 + 1}');
  expect(evaluate('${map}', context).value).toEqual({ a: '${1 + 1}' });
});

test('keys that look like host properties are plain keys', () => {
  const context = contextOf(
    JSON.parse('{"m": {"__proto__": {"x": 1}, "constructor": "c", "toString": "t"}}'),
  );
  expect(evaluate("${m['__proto__'].x}", context).value).toBe(1);
  expect(evaluate('${m.constructor}${m.toString}', context).value).toBe('ct');
  const copy = evaluate('${ {m} }', context).value;
  expect(JSON.stringify(copy)).toBe('[{"__proto__":{"x":1},"constructor":"c","toString":"t"}]');
});

test('very many expressions in one value end in time', () => {
  const value = Object.fromEntries(
    Array.from({ length: 2000 }, (_, index) => [`k${index}`, "${'a' * 2147483647}"]),
  );
  const { failureCount } = evaluate(value, contextOf({}), { totalTimeMs: 5000 });
  expect(failureCount).toBe(2000);
});
