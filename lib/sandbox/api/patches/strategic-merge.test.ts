import { describe, expect, test } from 'vitest';
import { createCatalogue } from '../../kinds/catalogue.ts';
import { applyJsonPatch } from './json-patch.ts';
import { applyMergePatch } from './merge-patch.ts';
import { applyStrategicMerge } from './strategic-merge.ts';

const deployment = createCatalogue().typeOf({ group: 'apps', version: 'v1', kind: 'Deployment' });
const configMap = createCatalogue().typeOf({ group: '', version: 'v1', kind: 'ConfigMap' });

const withContainers = (containers: unknown[]) => ({ spec: { template: { spec: { containers } } } });
const patched = (before: unknown[], patch: Record<string, unknown>) =>
  applyStrategicMerge(deployment, withContainers(before), { spec: { template: { spec: patch } } });

describe('a strategic merge patch', () => {
  test('merges items by their key and puts new ones first', () => {
    const after = patched([{ name: 'a', image: 'a:1', tty: true }], {
      containers: [
        { name: 'a', image: 'a:2' },
        { name: 'b', image: 'b:1' },
      ],
    });
    expect(after).toEqual(
      withContainers([
        { name: 'a', image: 'a:2', tty: true },
        { name: 'b', image: 'b:1' },
      ]),
    );
    const added = patched([{ name: 'a', image: 'a:1' }], { containers: [{ name: 'b', image: 'b:1' }] });
    expect(added).toEqual(
      withContainers([
        { name: 'b', image: 'b:1' },
        { name: 'a', image: 'a:1' },
      ]),
    );
  });

  test('deletes an item that it marks', () => {
    const after = patched([{ name: 'a' }, { name: 'b' }], { containers: [{ name: 'a', $patch: 'delete' }] });
    expect(after).toEqual(withContainers([{ name: 'b' }]));
  });

  test('replaces a list that it says to replace', () => {
    const after = patched([{ name: 'a' }, { name: 'b' }], {
      containers: [{ $patch: 'replace' }, { name: 'c' }],
    });
    expect(after).toEqual(withContainers([{ name: 'c' }]));
  });

  test('orders items as it is told', () => {
    const after = patched([{ name: 'a' }, { name: 'b' }, { name: 'c' }], {
      $setElementOrder: undefined,
      '$setElementOrder/containers': [{ name: 'c' }, { name: 'a' }, { name: 'b' }],
      containers: [],
    });
    expect(after).toEqual(withContainers([{ name: 'c' }, { name: 'a' }, { name: 'b' }]));
  });

  test('keeps only the keys it retains', () => {
    const before = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
    const patch = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } };
    expect(applyStrategicMerge(deployment, before, patch)).toEqual({
      spec: { strategy: { type: 'Recreate' } },
    });
  });

  test('adds to and takes from lists of plain values', () => {
    const before = { metadata: { finalizers: ['x/a', 'x/b'] } };
    expect(applyStrategicMerge(configMap, before, { metadata: { finalizers: ['x/c'] } })).toEqual({
      metadata: { finalizers: ['x/c', 'x/a', 'x/b'] },
    });
    const patch = { metadata: { '$deleteFromPrimitiveList/finalizers': ['x/a'] } };
    expect(applyStrategicMerge(configMap, before, patch)).toEqual({ metadata: { finalizers: ['x/b'] } });
  });

  test('removes what it sets to null and leaves its target alone', () => {
    const before = { data: { a: '1', b: '2' } };
    expect(applyStrategicMerge(configMap, before, { data: { a: null } })).toEqual({ data: { b: '2' } });
    expect(before).toEqual({ data: { a: '1', b: '2' } });
  });

  test('that does not name an item is refused', () => {
    expect(() => patched([{ name: 'a' }], { containers: [{ image: 'x' }] })).toThrow(
      'map: map[image:x] does not contain declared merge key: name',
    );
  });
});

test('a merge patch replaces lists and deletes by null', () => {
  expect(applyMergePatch({ a: { b: 1, c: [1, 2] } }, { a: { b: null, c: [3] } })).toEqual({ a: { c: [3] } });
});

test('a JSON patch applies whole or not at all', () => {
  const before = { spec: { replicas: 1 } };
  expect(applyJsonPatch(before, [{ op: 'replace', path: '/spec/replicas', value: 2 }])).toEqual({
    spec: { replicas: 2 },
  });
  const failing = [
    { op: 'replace', path: '/spec/replicas', value: 3 },
    { op: 'test', path: '/spec/replicas', value: 7 },
  ];
  expect(() => applyJsonPatch(before, failing)).toThrow('the server rejected our request');
  expect(before).toEqual({ spec: { replicas: 1 } });
});
