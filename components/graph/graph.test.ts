import { expect, test } from 'vitest';
import { edgeLook } from './edge-look.ts';
import { layoutGraph, nodeHeight, nodeWidth, topologyFromKey, topologyKey, topologyOf } from './layout.ts';
import { type GraphStage, graphModel } from './model.ts';
import { directionOf, walk } from './walk.ts';

function stage(refId: string, requisites: string[] = [], more: Partial<GraphStage> = {}): GraphStage {
  return { refId, name: `Stage ${refId}`, type: 'wait', requisites, ...more };
}

const diamond = graphModel([
  stage('bake'),
  stage('staging', ['bake']),
  stage('smoke', ['staging']),
  stage('compare', ['staging']),
  stage('approve', ['smoke', 'compare']),
]);

test('a requisite that names no stage is left out of the picture', () => {
  expect(graphModel([stage('a', ['gone'])]).edges).toEqual([]);
});

test('the same requisite twice is one edge', () => {
  expect(graphModel([stage('a'), stage('b', ['a', 'a'])]).edges).toHaveLength(1);
});

test('an edge that closes a circle is drawn backward and kept out of the layout', () => {
  const circle = graphModel([stage('a', ['c']), stage('b', ['a']), stage('c', ['b'])]);
  expect(circle.edges.filter((edge) => edge.isBackward).map((edge) => edge.id)).toEqual(['c→a']);
  const { positions } = layoutGraph(topologyOf(circle));
  expect(positions.get('c')?.x).toBeGreaterThan(positions.get('b')?.x ?? Number.NaN);
});

test('a new status or name leaves the topology as it was, a new edge does not', () => {
  const before = graphModel([stage('a'), stage('b', ['a'])]);
  const renamed = graphModel([stage('a', [], { name: 'Other', status: 'RUNNING' }), stage('b', ['a'])]);
  const cut = graphModel([stage('a'), stage('b')]);
  expect(topologyKey(renamed)).toBe(topologyKey(before));
  expect(topologyKey(cut)).not.toBe(topologyKey(before));
  expect(topologyFromKey(topologyKey(before))).toEqual(topologyOf(before));
});

test('every stage stands right of what it waits for, and none overlap', () => {
  const { positions } = layoutGraph(topologyOf(diamond));
  for (const { source, target } of diamond.edges) {
    const from = positions.get(source)?.x ?? Number.NaN;
    expect(positions.get(target)?.x).toBeGreaterThanOrEqual(from + nodeWidth);
  }
  const gap = Math.abs((positions.get('smoke')?.y ?? 0) - (positions.get('compare')?.y ?? 0));
  expect(gap).toBeGreaterThan(nodeHeight);
});

// The time limit is for a busy machine; how fast it is does not decide here.
test('500 stages are laid out', { timeout: 60_000 }, () => {
  const stages = Array.from({ length: 500 }, (_, index) =>
    stage(String(index), index < 10 ? [] : [String(index - 10), String(index - 7)]),
  );
  expect(layoutGraph(topologyOf(graphModel(stages))).positions.size).toBe(500);
});

test('an edge takes the color of its source once its target began, and is dashed before', () => {
  const stages = [
    stage('a', [], { status: 'SUCCEEDED' }),
    stage('b', ['a'], { status: 'RUNNING' }),
    stage('c', ['b'], { status: 'NOT_STARTED' }),
  ];
  const byId = new Map(stages.map((each) => [each.refId, each]));
  const [first, second] = graphModel(stages).edges.map((edge) => edgeLook(edge, byId));
  expect(first).toEqual({ tone: 'ok', isDashed: false });
  expect(second).toEqual({ tone: 'idle', isDashed: true });
});

test('arrows follow the edges sideways and the layer up and down', () => {
  const { positions } = layoutGraph(topologyOf(diamond));
  const go = (from: string | null, direction: 'left' | 'right' | 'up' | 'down') =>
    walk({ model: diamond, positions, from, direction });
  expect(go(null, 'right')).toBe('bake');
  expect(go('bake', 'right')).toBe('staging');
  expect(go('approve', 'right')).toBeNull();
  expect(go('bake', 'left')).toBeNull();
  const [upper, lower] =
    (positions.get('smoke')?.y ?? 0) < (positions.get('compare')?.y ?? 0)
      ? ['smoke', 'compare']
      : ['compare', 'smoke'];
  expect(go(upper ?? '', 'down')).toBe(lower);
  expect(go(lower ?? '', 'up')).toBe(upper);
  expect(go(lower ?? '', 'down')).toBeNull();
});

test('only arrow keys are directions', () => {
  expect(directionOf('ArrowUp')).toBe('up');
  expect(directionOf('Enter')).toBeUndefined();
});
