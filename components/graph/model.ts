/** A stage as the graph draws it: the same for the editor and for a run. Times in milliseconds since 1970. */
export interface GraphStage {
  refId: string;
  name: string;
  type: string;
  /** `refId`s of the stages that come before. */
  requisites: readonly string[];
  status?: string;
  subtitle?: string;
  /** A name of `stageIcons`; by default the icon of the type. */
  icon?: string;
  startTime?: number | null;
  endTime?: number | null;
  /** How many problems the validation found on it. */
  problems?: number;
  /** Names of others who are at it in an editor of their own. */
  people?: readonly string[];
}

/** An arrow from a stage to one that waits for it. */
export interface GraphEdge {
  id: string;
  source: string;
  target: string;
  /** It closes a circle: kept in the picture, left out of the layout. */
  isBackward?: boolean;
}

export interface GraphModel {
  stages: readonly GraphStage[];
  edges: readonly GraphEdge[];
}

/**
 * Stages and arrows ready for layout. Requisites that name no stage are left out, duplicate ids keep the first,
 * and arrows that close a circle are marked: a broken definition is still drawn, so that it can be mended.
 */
export function graphModel(stages: readonly GraphStage[]): GraphModel {
  const byId = new Map<string, GraphStage>();
  for (const stage of stages) if (!byId.has(stage.refId)) byId.set(stage.refId, stage);
  const unique = [...byId.values()];
  const edges = unique.flatMap((stage) =>
    [...new Set(stage.requisites)]
      .filter((requisite) => byId.has(requisite))
      .map((source) => ({ id: edgeId(source, stage.refId), source, target: stage.refId })),
  );
  const backward = backwardEdges(unique, edges);
  return {
    stages: unique,
    edges: edges.map((edge) => (backward.has(edge.id) ? { ...edge, isBackward: true } : edge)),
  };
}

export function edgeId(source: string, target: string): string {
  return `${source}→${target}`;
}

// Depth first without recursion: 500 stages in a chain must not fill the stack.
function backwardEdges(stages: readonly GraphStage[], edges: readonly GraphEdge[]): Set<string> {
  const outgoing = new Map<string, GraphEdge[]>();
  for (const edge of edges) outgoing.set(edge.source, [...(outgoing.get(edge.source) ?? []), edge]);
  const state = new Map<string, 'open' | 'done'>();
  const backward = new Set<string>();
  for (const root of stages) {
    if (state.has(root.refId)) continue;
    const path = [{ id: root.refId, next: 0 }];
    state.set(root.refId, 'open');
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const edge = outgoing.get(top.id)?.[top.next];
      top.next += 1;
      if (!edge) {
        state.set(top.id, 'done');
        path.pop();
      } else if (state.get(edge.target) === 'open') {
        backward.add(edge.id);
      } else if (!state.has(edge.target)) {
        state.set(edge.target, 'open');
        path.push({ id: edge.target, next: 0 });
      }
    }
  }
  return backward;
}
