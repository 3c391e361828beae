'use client';

import '@xyflow/react/dist/base.css';
import {
  Background,
  BackgroundVariant,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { CanvasControls } from './canvas-controls.tsx';
import { type StageFlowEdge, type StageFlowNode, toFlowEdges, toFlowNodes } from './flow.ts';
import classes from './graph.module.css';
import { initialViewport } from './initial-viewport.ts';
import { type GraphLayout, nodeHeight, nodeWidth } from './layout.ts';
import { type GraphModel, type GraphStage, graphModel } from './model.ts';
import { StageEdge } from './stage-edge.tsx';
import { StageNode, stageSentence } from './stage-node.tsx';
import { useGraphLayout } from './use-graph-layout.ts';
import { directionOf, walk } from './walk.ts';

/** What an editor allows on the canvas. The graph changes nothing itself: it tells, and draws what comes back. */
export interface GraphEditing {
  /** An arrow was drawn: `target` is to wait for `source`. */
  onConnect: (source: string, target: string) => void;
  canConnect?: (source: string, target: string) => boolean;
  onDisconnect: (source: string, target: string) => void;
  /** The + on an arrow: put a stage in between. */
  onInsert?: (source: string, target: string) => void;
  /** Delete or Backspace on selected stages. */
  onDelete?: (refIds: string[]) => void;
}

export interface PipelineGraphProps {
  stages: readonly GraphStage[];
  /** Names the picture for a screen reader, such as the pipeline's name. */
  label: string;
  selected: readonly string[];
  onSelect: (refIds: string[]) => void;
  /** Enter on the selected stage, or a double click. */
  onOpen?: (refId: string) => void;
  editing?: GraphEditing;
  hasMinimap?: boolean;
  /** Lies over the canvas: tabs, notices, buttons. */
  children?: ReactNode;
}

const nodeTypes = { stage: StageNode };
const edgeTypes = { stage: StageEdge };
// Beyond this many stages only those on the screen are in the page.
const manyStages = 60;

/**
 * The picture of a pipeline, shared by the editor and the execution view. Fills its parent. One stop for the Tab key:
 * arrows walk from stage to stage, Enter opens, Escape lets go.
 */
export function PipelineGraph(props: PipelineGraphProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas(props: PipelineGraphProps) {
  const { stages, label, selected, onSelect, onOpen, editing, hasMinimap = false, children } = props;
  const model = useMemo(() => graphModel(stages), [stages]);
  const layout = useGraphLayout(model);
  const current = selected.at(-1) ?? null;
  const [selectedEdge, setSelectedEdge] = useState<string | null>(null);
  const flow = useFlow({ model, layout, selected, selectedEdge, editing });
  const view = useViewport(layout, current);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    // Buttons and fields laid over the canvas keep their own keys.
    if (event.target !== event.currentTarget || !layout) return;
    const direction = directionOf(event.key);
    if (direction && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const next = walk({ model, positions: layout.positions, from: current, direction });
      if (next !== null) select([next]);
      if (next !== null) view.reveal(next);
    } else if (event.key === 'Enter' && current !== null) {
      onOpen?.(current);
    } else if (event.key === 'Escape' && (selected.length > 0 || selectedEdge !== null)) {
      select([]);
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && editing) {
      remove(editing);
    } else {
      return;
    }
    event.preventDefault();
  }

  function select(refIds: string[]) {
    setSelectedEdge(null);
    onSelect(refIds);
  }

  function remove(allowed: GraphEditing) {
    const edge = model.edges.find((each) => each.id === selectedEdge);
    if (edge) allowed.onDisconnect(edge.source, edge.target);
    else if (selected.length > 0) allowed.onDelete?.([...selected]);
    setSelectedEdge(null);
  }

  const currentStage = model.stages.find((stage) => stage.refId === current);
  return (
    <div className={classes.canvas}>
      <ReactFlow<StageFlowNode, StageFlowEdge>
        tabIndex={0}
        aria-label={`${label}: graph of ${stages.length} stages. Arrow keys walk, Enter opens.`}
        onKeyDown={onKeyDown}
        nodes={flow.nodes}
        edges={flow.edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={(changes) => {
          const next = selectionAfter(changes, selected);
          if (next) select(next);
        }}
        onPaneClick={() => select([])}
        onEdgeClick={(_event, edge) => {
          if (!editing) return;
          onSelect([]);
          setSelectedEdge(edge.id);
        }}
        onNodeDoubleClick={(_event, node) => onOpen?.(node.id)}
        onConnect={({ source, target }) => editing?.onConnect(source, target)}
        isValidConnection={({ source, target }) =>
          source !== target && (editing?.canConnect?.(source, target) ?? true)
        }
        onMoveStart={(event) => event && view.keep()}
        deleteKeyCode={null}
        selectionKeyCode={editing ? 'Shift' : null}
        multiSelectionKeyCode={editing ? ['Meta', 'Control'] : null}
        nodesDraggable={false}
        nodesConnectable={editing !== undefined}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        minZoom={0.1}
        maxZoom={1.6}
        onlyRenderVisibleElements={stages.length > manyStages}
        attributionPosition="bottom-left"
      >
        <Background variant={BackgroundVariant.Dots} gap={18} size={1.6} color="var(--fd-dot)" />
      </ReactFlow>
      {hasMinimap ? <Overview /> : null}
      <CanvasControls isRaised={hasMinimap} onFit={view.fit} />
      {children}
      <output className={classes.spoken}>{currentStage ? stageSentence(currentStage) : ''}</output>
    </div>
  );
}

function Overview() {
  return (
    <MiniMap
      className={classes.minimap}
      style={{ width: 150, height: 88 }}
      ariaLabel="Overview"
      position="bottom-right"
      pannable
      zoomable
      nodeColor="var(--fd-edge)"
      nodeStrokeWidth={0}
      nodeBorderRadius={12}
      maskColor="transparent"
      maskStrokeColor="var(--fd-accent)"
      maskStrokeWidth={2}
      bgColor="var(--fd-surface)"
    />
  );
}

interface Flow {
  model: GraphModel;
  layout: GraphLayout | null;
  selected: readonly string[];
  selectedEdge: string | null;
  editing: GraphEditing | undefined;
}

function useFlow({ model, layout, selected, selectedEdge, editing }: Flow) {
  const before = useRef<readonly StageFlowNode[]>([]);
  const isEditable = editing !== undefined;
  const onInsert = editing?.onInsert;
  const onRemove = editing?.onDisconnect;
  const nodes = useMemo(() => {
    if (!layout) return [];
    return toFlowNodes({ model, layout, selected: new Set(selected), isEditable, before: before.current });
  }, [model, layout, selected, isEditable]);
  useEffect(() => {
    before.current = nodes;
  }, [nodes]);
  const edges = useMemo(
    () => (layout ? toFlowEdges({ model, layout, selectedEdge, onInsert, onRemove }) : []),
    [model, layout, selectedEdge, onInsert, onRemove],
  );
  return { nodes, edges };
}

/** Shows the whole graph, or a readable part, until the viewer moves it; then only follows the keyboard. */
function useViewport(layout: GraphLayout | null, current: string | null) {
  const { setViewport, getViewport } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const isMoved = useRef(false);
  const focus = useRef(current);
  focus.current = current;

  useEffect(() => {
    if (!layout || width === 0 || isMoved.current) return;
    void setViewport(initialViewport(layout, { width, height }, focus.current));
  }, [layout, width, height, setViewport]);

  return {
    keep: () => {
      isMoved.current = true;
    },
    fit: () => {
      isMoved.current = false;
      if (layout)
        void setViewport(initialViewport(layout, { width, height }, focus.current), { duration: 150 });
    },
    reveal: (refId: string) => {
      const at = layout?.positions.get(refId);
      if (!at) return;
      const { x, y, zoom } = getViewport();
      const left = at.x * zoom + x;
      const top = at.y * zoom + y;
      const isSeen =
        left >= 0 && top >= 0 && left + nodeWidth * zoom <= width && top + nodeHeight * zoom <= height;
      if (isSeen) return;
      isMoved.current = true;
      const middle = { x: at.x + nodeWidth / 2, y: at.y + nodeHeight / 2 };
      void setViewport({ x: width / 2 - middle.x * zoom, y: height / 2 - middle.y * zoom, zoom });
    },
  };
}

function selectionAfter(changes: readonly NodeChange<StageFlowNode>[], selected: readonly string[]) {
  const chosen = new Set(selected);
  for (const change of changes) {
    if (change.type !== 'select') continue;
    if (change.selected) chosen.add(change.id);
    else chosen.delete(change.id);
  }
  const isSame = chosen.size === selected.length && selected.every((refId) => chosen.has(refId));
  return isSame ? null : [...chosen];
}
