import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { collectManifests, parseManifests } from './parse-manifests.ts';
import { valueAt } from './readers.ts';

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';

describe('a manifest text', () => {
  test('may hold several documents, empty ones and comments', () => {
    const { manifests, faults } = parseManifests(
      `# first\n${head}---\n---\n# nothing\n---\n${head.replace('a\n', 'b\n')}`,
    );
    expect(faults).toEqual([]);
    expect(manifests.map((one) => one.metadata.name)).toEqual(['a', 'b']);
  });

  test('is read as YAML 1.1, like kubectl does', () => {
    const { manifests } = parseManifests(`${head}data:\n  on: yes\n  mode: 0644\n  text: "yes"\n`);
    const data = valueAt(manifests[0], 'data');
    expect(Object.values(data ?? {})).toEqual([true, 420, 'yes']);
  });

  test('with lists is spread out to their items', () => {
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 's' } }],
    };
    const { manifests } = parseManifests(`${stringify(list)}---\n${stringify([list, list])}`);
    expect(manifests).toHaveLength(3);
  });

  test.each([
    ['a tab for indent', `${head}data:\n\ta: b\n`, 6],
    ['a value without its quote', `${head}data:\n  a: "b\n`, 7],
    ['a key given twice', `${head}data:\n  a: b\n  a: c\n`, 7],
    ['an indent that fits nothing', `${head}data:\n    a: b\n  c: d\n`, 7],
  ])('with %s is refused with the line', (_, text, line) => {
    const { manifests, faults } = parseManifests(text);
    expect(manifests).toEqual([]);
    expect(faults[0]?.line).toBe(line);
    expect(faults[0]?.message).toMatch(/\.$/);
  });

  test('with a fault in the second document says which, and gives no manifest at all', () => {
    const { manifests, faults } = parseManifests(`${head}---\nkind: Service\n`);
    expect(manifests).toEqual([]);
    expect(faults).toEqual([{ line: 6, column: 1, document: 2, message: 'A Service has no apiVersion.' }]);
  });

  test.each([
    ['no kind', { apiVersion: 'v1', metadata: { name: 'a' } }, 'An object has no kind.'],
    [
      'no name',
      { apiVersion: 'v1', kind: 'Pod', metadata: {} },
      'A Pod has no name (metadata.name or metadata.generateName).',
    ],
    [
      'a label that is a number',
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', labels: { port: 80 } } },
      'Pod a: metadata.labels.port must be text. Put it in quotes.',
    ],
    ['only a text', 'hello', 'Expected a Kubernetes object, found the text "hello".'],
  ])('with %s is refused with a sentence', (_, value, message) => {
    expect(collectManifests([value]).faults).toEqual([message]);
  });

  test('full of aliases that multiply is refused, not unfolded', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`).join(', ')}]`,
    );
    const { faults } = parseManifests(`l0: &l0 [x]\n${levels.join('\n')}\n`);
    expect(faults[0]?.message).toMatch(/alias/i);
  });

  test('with a NUL, or larger than the limit, is refused', () => {
    expect(parseManifests(`${head}data: {a: "\u0000"}`).faults).toHaveLength(1);
    expect(parseManifests('a'.repeat(10_000_001)).faults[0]?.message).toContain('larger than 10 MB');
  });

  test('of any kind never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const { manifests, faults } = parseManifests(text);
        expect(manifests.length === 0 || faults.length === 0).toBe(true);
      }),
    );
  });
});
