import dagre from '@dagrejs/dagre';
import type { GraphModel } from './model.ts';

/** Every stage is drawn at this size, so that layout needs no measuring. Pixels. */
export const nodeWidth = 180;
export const nodeHeight = 56;

/** Top left corner of a stage, in canvas pixels. */
export interface NodePosition {
  x: number;
  y: number;
}

export interface GraphLayout {
  positions: ReadonlyMap<string, NodePosition>;
  width: number;
  height: number;
}

/** The part of a model that decides where things stand; small enough to send to a worker. */
export interface Topology {
  nodes: readonly string[];
  edges: readonly (readonly [source: string, target: string])[];
}

export function topologyOf(model: GraphModel): Topology {
  return {
    nodes: model.stages.map((stage) => stage.refId),
    edges: model.edges.filter((edge) => !edge.isBackward).map((edge) => [edge.source, edge.target] as const),
  };
}

/** The topology as text. Equal texts mean that the same layout holds: neither status nor names move a stage. */
export function topologyKey(model: GraphModel): string {
  return JSON.stringify(topologyOf(model) satisfies Topology);
}

/** Reads what `topologyKey` wrote. */
export function topologyFromKey(key: string): Topology {
  return JSON.parse(key);
}

/** Layers from left to right: a stage stands right of everything it waits for. Same input, same picture. */
export function layoutGraph(topology: Topology): GraphLayout {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 24, ranksep: 36, marginx: 0, marginy: 0, ranker: 'longest-path' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of topology.nodes) graph.setNode(node, { width: nodeWidth, height: nodeHeight });
  for (const [source, target] of topology.edges) graph.setEdge(source, target);
  dagre.layout(graph);
  const positions = new Map<string, NodePosition>();
  let width = 0;
  let height = 0;
  for (const id of topology.nodes) {
    const node = graph.node(id);
    const x = Math.round((node?.x ?? 0) - nodeWidth / 2);
    const y = Math.round((node?.y ?? 0) - nodeHeight / 2);
    positions.set(id, { x, y });
    width = Math.max(width, x + nodeWidth);
    height = Math.max(height, y + nodeHeight);
  }
  return { positions, width, height };
}
