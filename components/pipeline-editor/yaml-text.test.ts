import { expect, test } from 'vitest';
import { formatManifests, formatText, parseManifests, parseObject } from './yaml-text.ts';

test('text that YAML 1.1 would read as something else comes out quoted', () => {
  const value = { on: 'yes', mode: '0644', date: '2026-11-23', time: '12:30' };
  expect(parseObject(formatText(value, 'yaml'), 'yaml')).toEqual({ ok: true, value });
});

test('a plain date stays text, for JSON has no dates', () => {
  expect(parseObject('tag: 2026-11-23', 'yaml')).toEqual({ ok: true, value: { tag: '2026-11-23' } });
});

test.each([
  ['yaml', 'a: 1\nb: [1\nc: 2', 3],
  ['yaml', 'a: 1\n\tb: 2', 2],
  ['json', '{\n "a": 1\n "b": 2\n}', 3],
  ['json', "{\n 'a': 1\n}", 2],
  ['json', '[]', 1],
  ['yaml', '', 1],
] as const)('%s %j is refused at line %i', (language, text, line) => {
  expect(parseObject(text, language)).toMatchObject({ ok: false, line });
});

test('several manifests, empty documents and lists become one flat list', () => {
  const parsed = parseManifests('kind: A\n---\n---\n- kind: B\n- kind: C\n---\n${#fromUrl("x")}\n');
  expect(parsed).toEqual({
    ok: true,
    value: [{ kind: 'A' }, { kind: 'B' }, { kind: 'C' }, '${#fromUrl("x")}'],
  });
});

test('the line of a broken manifest counts from the top of the whole text', () => {
  expect(parseManifests('kind: A\n---\nkind: B\nspec: [\n')).toMatchObject({ ok: false, line: 5 });
  expect(parseManifests('kind: A\n---\njust words\n')).toMatchObject({ ok: false, line: 3 });
});

test('manifests written and read again are the same', () => {
  const manifests = [
    { kind: 'ConfigMap', data: { flag: 'yes' } },
    { kind: 'Service', spec: { port: 80 } },
  ];
  expect(parseManifests(formatManifests(manifests))).toEqual({ ok: true, value: manifests });
});
