import { type Edge, type Node, Position } from '@xyflow/react';
import { type EdgeLook, edgeLook } from './edge-look.ts';
import { type GraphLayout, nodeHeight, nodeWidth } from './layout.ts';
import type { GraphModel, GraphStage } from './model.ts';

export type StageFlowNode = Node<{ stage: GraphStage; isEditable: boolean }, 'stage'>;
export type StageFlowEdge = Edge<EdgeLook & { onInsert?: () => void; onRemove?: () => void }, 'stage'>;

// Given with the node, so that edges of nodes beyond the screen are drawn without measuring them.
const handles = [
  { type: 'target' as const, position: Position.Left, x: 0, y: nodeHeight / 2 },
  { type: 'source' as const, position: Position.Right, x: nodeWidth, y: nodeHeight / 2 },
];

interface ToFlowNodes {
  model: GraphModel;
  layout: GraphLayout;
  selected: ReadonlySet<string>;
  isEditable: boolean;
  /** The nodes of the last call: what has not changed is handed back as it was, and not drawn again. */
  before?: readonly StageFlowNode[];
}

/** React Flow's nodes. A stage that has no place yet (its layout is being made) is left out. */
export function toFlowNodes({
  model,
  layout,
  selected,
  isEditable,
  before = [],
}: ToFlowNodes): StageFlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return model.stages.flatMap((stage): StageFlowNode[] => {
    const position = layout.positions.get(stage.refId);
    if (!position) return [];
    const isSelected = selected.has(stage.refId);
    const old = known.get(stage.refId);
    if (
      old &&
      old.position.x === position.x &&
      old.position.y === position.y &&
      old.selected === isSelected &&
      old.data.isEditable === isEditable &&
      isSameStage(old.data.stage, stage)
    ) {
      return [old];
    }
    return [
      {
        id: stage.refId,
        type: 'stage' as const,
        position,
        width: nodeWidth,
        height: nodeHeight,
        measured: { width: nodeWidth, height: nodeHeight },
        handles,
        selected: isSelected,
        connectable: isEditable,
        data: { stage, isEditable },
      },
    ];
  });
}

interface ToFlowEdges {
  model: GraphModel;
  layout: GraphLayout;
  selectedEdge: string | null;
  onInsert?: (source: string, target: string) => void;
  onRemove?: (source: string, target: string) => void;
}

/** React Flow's edges with the color of what ran along them. */
export function toFlowEdges({
  model,
  layout,
  selectedEdge,
  onInsert,
  onRemove,
}: ToFlowEdges): StageFlowEdge[] {
  const stages = new Map(model.stages.map((stage) => [stage.refId, stage]));
  return model.edges
    .filter(({ source, target }) => layout.positions.has(source) && layout.positions.has(target))
    .map((edge) => ({
      id: edge.id,
      type: 'stage' as const,
      source: edge.source,
      target: edge.target,
      selected: edge.id === selectedEdge,
      data: {
        ...edgeLook(edge, stages),
        ...(onInsert ? { onInsert: () => onInsert(edge.source, edge.target) } : {}),
        ...(onRemove ? { onRemove: () => onRemove(edge.source, edge.target) } : {}),
      },
    }));
}

function isSameStage(a: GraphStage, b: GraphStage): boolean {
  return (
    a === b ||
    (a.name === b.name &&
      a.type === b.type &&
      a.icon === b.icon &&
      a.status === b.status &&
      a.subtitle === b.subtitle &&
      a.startTime === b.startTime &&
      a.endTime === b.endTime &&
      a.problems === b.problems &&
      a.people?.join() === b.people?.join())
  );
}
