import type { NodePosition } from './layout.ts';
import type { GraphModel } from './model.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const directions: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The direction of an arrow key, if it is one. */
export function directionOf(key: string): Direction | undefined {
  return directions[key];
}

interface Walk {
  model: GraphModel;
  positions: ReadonlyMap<string, NodePosition>;
  from: string | null;
  direction: Direction;
}

/**
 * Where an arrow leads. Left and right follow the edges, to the neighbor nearest in height; up and down go to the
 * next stage of the same layer. Without a start: the first stage. Null when there is nothing that way.
 */
export function walk({ model, positions, from, direction }: Walk): string | null {
  const start = from === null ? undefined : positions.get(from);
  if (!start) return firstStage(model, positions);
  if (direction === 'left' || direction === 'right') {
    const neighbors = model.edges.flatMap((edge) => {
      if (direction === 'right') return edge.source === from ? [edge.target] : [];
      return edge.target === from ? [edge.source] : [];
    });
    return nearest(neighbors, positions, (at) => Math.abs(at.y - start.y));
  }
  const sign = direction === 'down' ? 1 : -1;
  const layer = model.stages
    .map((stage) => stage.refId)
    .filter((id) => {
      const at = positions.get(id);
      return at !== undefined && Math.abs(at.x - start.x) < 40 && (at.y - start.y) * sign > 0;
    });
  return nearest(layer, positions, (at) => Math.abs(at.y - start.y));
}

function firstStage(model: GraphModel, positions: ReadonlyMap<string, NodePosition>): string | null {
  const ids = model.stages.map((stage) => stage.refId);
  return nearest(ids, positions, (at) => at.x * 10_000 + at.y);
}

function nearest(
  ids: readonly string[],
  positions: ReadonlyMap<string, NodePosition>,
  distance: (at: NodePosition) => number,
): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const id of ids) {
    const at = positions.get(id);
    if (!at || distance(at) >= least) continue;
    best = id;
    least = distance(at);
  }
  return best;
}
