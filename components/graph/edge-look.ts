import { statusLook, type Tone } from '#components/status/status-table.ts';
import type { GraphEdge, GraphStage } from './model.ts';

export type EdgeLook = {
  /** The color of what ran along it; none in an editor, where nothing runs. */
  tone?: Tone;
  isDashed: boolean;
};

const notBegun = new Set(['NOT_STARTED', 'BUFFERED']);

/** An edge takes the color of the stage it comes from once its target has begun; dashed while still to come. */
export function edgeLook(edge: GraphEdge, stages: ReadonlyMap<string, GraphStage>): EdgeLook {
  const source = stages.get(edge.source)?.status;
  const target = stages.get(edge.target)?.status;
  if (edge.isBackward) return { tone: 'bad', isDashed: true };
  if (source === undefined || target === undefined) return { isDashed: false };
  if (notBegun.has(target)) return { tone: 'idle', isDashed: true };
  return { tone: statusLook(source).tone, isDashed: false };
}
