import { expect, test } from 'vitest';
import { inTopologicalOrder } from './topological-order.ts';

const stage = (refId: string, requisites: string[] = [], parentId: string | null = null, position = 0) => ({
  id: `id-${refId}`,
  refId,
  requisites,
  parentId,
  position,
});
const refs = (stages: ReturnType<typeof stage>[]) => inTopologicalOrder(stages).map((each) => each.refId);

test('a stage comes after those it requires, whatever the order written', () => {
  expect(refs([stage('c', ['b']), stage('b', ['a']), stage('a')])).toEqual(['a', 'b', 'c']);
  const join = [stage('join', ['x', 'y'], null, 0), stage('y', [], null, 2), stage('x', [], null, 1)];
  expect(refs(join)).toEqual(['x', 'y', 'join']);
});

test('children stand right before their parent, in their own order', () => {
  const all = [stage('2', ['1']), stage('1'), stage('1<2', ['1<1'], 'id-1'), stage('1<1', [], 'id-1')];
  expect(refs(all)).toEqual(['1<1', '1<2', '1', '2']);
});

test('a requirement that does not exist holds nobody back, and a circle loses nobody', () => {
  expect(refs([stage('a', ['gone'])])).toEqual(['a']);
  expect(refs([stage('a', ['b']), stage('b', ['a']), stage('c')])).toEqual(['c', 'a', 'b']);
});
