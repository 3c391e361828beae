import { expect, test } from 'vitest';
import { initialViewport } from './initial-viewport.ts';
import { layoutGraph, nodeWidth, topologyOf } from './layout.ts';
import { graphModel } from './model.ts';

function chain(length: number) {
  const stages = Array.from({ length }, (_, index) => ({
    refId: String(index),
    name: `Stage ${index}`,
    type: 'wait',
    requisites: index === 0 ? [] : [String(index - 1)],
  }));
  return layoutGraph(topologyOf(graphModel(stages)));
}

const canvas = { width: 800, height: 400 };

test('a small graph is centered and not enlarged', () => {
  const view = initialViewport(chain(1), canvas, null);
  expect(view).toEqual({ x: (800 - nodeWidth) / 2, y: (400 - 56) / 2, zoom: 1 });
});

test('a wide graph shrinks to fit while its names can be read', () => {
  const layout = chain(5);
  const view = initialViewport(layout, canvas, null);
  expect(view.zoom).toBeLessThan(1);
  expect(layout.width * view.zoom).toBeLessThanOrEqual(canvas.width);
});

test('a very wide graph begins at its left edge, or shows the stage in focus', () => {
  const layout = chain(60);
  expect(initialViewport(layout, canvas, null).x).toBe(24);
  const view = initialViewport(layout, canvas, '30');
  const onCanvas = (layout.positions.get('30')?.x ?? 0) * view.zoom + view.x;
  expect(onCanvas).toBeGreaterThan(0);
  expect(onCanvas).toBeLessThan(canvas.width - nodeWidth * view.zoom);
});
