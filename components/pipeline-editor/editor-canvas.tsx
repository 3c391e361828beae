'use client';

import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  memo,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { GraphStage } from '#components/graph/model.ts';
import { PipelineGraph } from '#components/graph/pipeline-graph.tsx';
import { copyStages, parseStages } from './clipboard.ts';
import type { PipelineDocument } from './document.ts';
import { behind, type Placement } from './edit-stages.ts';
import classes from './editor.module.css';
import type { EditorAction } from './editor-state.ts';
import { DRAGGED_TYPE } from './palette.tsx';
import { RevealStage } from './reveal-stage.tsx';
import type { EditorStage } from './stage-graph.ts';

interface EditorCanvasProps {
  document: PipelineDocument;
  stages: readonly EditorStage[];
  graphStages: readonly GraphStage[];
  label: string;
  selection: readonly string[];
  isReadOnly: boolean;
  dispatch(action: EditorAction): void;
  /** Opens the list of kinds for a place. */
  onAskKind(placement: Placement): void;
  onDropKind(type: string, placement: Placement): void;
  onOpen(key: string): void;
}

/** The picture of the pipeline with everything one can do to it, by mouse and by keyboard. */
export const EditorCanvas = memo(function EditorCanvas(props: EditorCanvasProps) {
  const { document, stages, selection, isReadOnly, dispatch, onAskKind } = props;
  const [connecting, setConnecting] = useState<string>();
  const isExtending = useRef(false);
  const current = selection.at(-1);
  const nameOf = (key: string | undefined) => stages.find((entry) => entry.key === key)?.name ?? '';

  const editing = useMemo(
    () => ({
      onConnect: (from: string, to: string) => dispatch({ type: 'connect', edge: { from, to } }),
      onDisconnect: (from: string, to: string) => dispatch({ type: 'disconnect', edge: { from, to } }),
      onInsert: (from: string, to: string) => onAskKind({ at: 'edge', edge: { from, to } }),
      onDelete: (keys: string[]) => dispatch({ type: 'remove-stages', keys, reconnect: true }),
    }),
    [dispatch, onAskKind],
  );

  const select = (keys: string[]) => {
    const [next] = keys;
    const isWalk = isExtending.current && keys.length === 1 && next !== undefined;
    isExtending.current = false;
    if (isWalk && !selection.includes(next)) dispatch({ type: 'select', keys: [...selection, next] });
    else dispatch({ type: 'select', keys });
  };

  const endConnecting = (isMade: boolean) => {
    const from = connecting;
    setConnecting(undefined);
    if (from === undefined || !isMade) return dispatch({ type: 'say', text: 'No arrow was drawn.' });
    if (current === undefined) return;
    const isThere = stages.find((entry) => entry.key === current)?.requires.includes(from);
    const edge = { from, to: current };
    dispatch(isThere ? { type: 'disconnect', edge } : { type: 'connect', edge });
  };

  /** What a bare letter or key does on the canvas; true when it did something. */
  const pressed = (event: KeyboardEvent): boolean => {
    const key = event.key.toLowerCase();
    if (connecting !== undefined && (key === 'enter' || key === 'escape')) {
      endConnecting(key === 'enter');
      return true;
    }
    if (key === 'a' || key === '+') onAskKind(behind(selection));
    else if (key === 'b' && current !== undefined) onAskKind({ at: 'before', key: current });
    else if (key === 'c' && current !== undefined) {
      setConnecting(current);
      const text = `Connecting from ${nameOf(current)}. Walk to the stage that comes after it and press Enter.`;
      dispatch({ type: 'say', text });
    } else if (key === 'delete' && event.shiftKey && selection.length > 0) {
      dispatch({ type: 'remove-stages', keys: selection, reconnect: false });
    } else return false;
    return true;
  };

  const pressedWithControl = (event: KeyboardEvent): boolean => {
    const key = event.key.toLowerCase();
    if (key === 'a') dispatch({ type: 'select', keys: stages.map((entry) => entry.key) });
    else if (key === 'd' && selection.length > 0) dispatch({ type: 'duplicate-stages', keys: selection });
    else return false;
    return true;
  };

  const onKeyDownCapture = (event: KeyboardEvent<HTMLElement>) => {
    if (!isCanvas(event.target)) return;
    isExtending.current = event.shiftKey && event.key.startsWith('Arrow');
    const hasControl = event.ctrlKey || event.metaKey;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown') && current !== undefined) {
      dispatch({ type: 'move-stage', key: current, by: event.key === 'ArrowUp' ? -1 : 1 });
    } else if (event.altKey || !(hasControl ? pressedWithControl(event) : pressed(event))) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onCopy = (event: ClipboardEvent<HTMLElement>) => {
    if (!isCanvas(event.target) || selection.length === 0) return;
    event.clipboardData.setData('text/plain', copyStages(document, selection));
    event.preventDefault();
    const what = selection.length === 1 ? nameOf(selection[0]) : `${selection.length} stages`;
    dispatch({ type: 'say', text: `Copied ${what}.` });
    if (event.type === 'cut') dispatch({ type: 'remove-stages', keys: selection, reconnect: true });
  };

  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    if (!isCanvas(event.target)) return;
    const pasted = parseStages(event.clipboardData.getData('text/plain'));
    event.preventDefault();
    if (pasted) dispatch({ type: 'paste-stages', stages: pasted, after: selection });
    else dispatch({ type: 'say', text: 'The clipboard holds no stage.' });
  };

  const onDrop = (event: DragEvent) => {
    const type = event.dataTransfer.getData(DRAGGED_TYPE);
    if (type === '') return;
    event.preventDefault();
    props.onDropKind(type, placementAt(event.clientX, event.clientY, stages));
  };

  const isEmpty = stages.length === 0;
  return (
    <div
      role="application"
      aria-label="Canvas"
      className={classes.canvas}
      data-connecting={connecting !== undefined || undefined}
      onKeyDownCapture={isReadOnly ? undefined : onKeyDownCapture}
      onPointerUp={(event) => focusGraph(event.target)}
      onCopy={onCopy}
      onCut={isReadOnly ? undefined : onCopy}
      onPaste={isReadOnly ? undefined : onPaste}
      onDragOver={(event) => {
        if (!isReadOnly && event.dataTransfer.types.includes(DRAGGED_TYPE)) event.preventDefault();
      }}
      onDrop={isReadOnly ? undefined : onDrop}
    >
      <PipelineGraph
        stages={props.graphStages}
        label={props.label}
        selected={selection}
        onSelect={select}
        onOpen={props.onOpen}
        editing={isReadOnly ? undefined : editing}
        hasMinimap={stages.length > 1}
      >
        <RevealStage stageKey={selection.length === 1 ? current : undefined} />
        {connecting !== undefined ? (
          <p className={classes.hint}>
            Connecting from <strong>{nameOf(connecting)}</strong>: arrows choose, Enter connects or
            disconnects, Esc leaves
          </p>
        ) : null}
        {isEmpty ? (
          <div className={classes.empty}>
            <strong>No stages yet</strong>
            <span>
              Drag one from the left, or press <kbd>a</kbd> here.
            </span>
          </div>
        ) : null}
      </PipelineGraph>
    </div>
  );
});

/** The library keeps a click on the graph from moving the focus there, where the keys are heard. */
function focusGraph(target: EventTarget): void {
  if (!(target instanceof Element) || target.closest('button, input, textarea')) return;
  target.closest<HTMLElement>('.react-flow')?.focus({ preventScroll: true });
}

function isCanvas(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.classList.contains('react-flow');
}

/** Where something dropped at a point of the window goes: behind the stage there, into the arrow there, or alone. */
function placementAt(x: number, y: number, stages: readonly EditorStage[]): Placement {
  for (const element of window.document.elementsFromPoint(x, y)) {
    const node = element.closest('.react-flow__node');
    const key = node?.getAttribute('data-id');
    if (key) return { at: 'after', keys: [key] };
    const arrow = element.closest('.react-flow__edge')?.getAttribute('data-id');
    const ends = arrow?.split('→');
    const [from, to] = ends ?? [];
    const isArrow = stages.some(
      (entry) => entry.key === to && from !== undefined && entry.requires.includes(from),
    );
    if (isArrow && from !== undefined && to !== undefined) return { at: 'edge', edge: { from, to } };
  }
  return { at: 'start' };
}
