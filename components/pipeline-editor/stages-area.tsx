'use client';

import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { StageDescription } from '#lib/stages/fields.ts';
import type { Placement } from './edit-stages.ts';
import classes from './editor.module.css';
import type { EditorAction } from './editor-state.ts';
import type { EditorView } from './editor-toolbar.tsx';
import { loadCanvas } from './load-canvas.ts';
import { describeStage } from './lookups.ts';
import type { Editor } from './use-editor.ts';

const EditorCanvas = lazy(() => loadCanvas().then(({ EditorCanvas }) => ({ default: EditorCanvas })));
const StageTableTwin = lazy(() =>
  import('./stage-table-twin.tsx').then((module) => ({ default: module.StageTableTwin })),
);

interface StagesAreaProps {
  editor: Editor;
  descriptions: readonly StageDescription[];
  view: EditorView;
  /** Beside the text there is half the room: the picture is fitted anew. */
  hasSource: boolean;
  dispatch(action: EditorAction): void;
  onAdd(description: StageDescription, placement: Placement): void;
  onAskKind(placement: Placement): void;
  onOpen(key: string): void;
}

/** The stages as a picture, or as the table that is its twin. */
export function StagesArea(props: StagesAreaProps) {
  const { editor, view, dispatch, onAskKind, onOpen } = props;
  const { drawn, stages, state, isReadOnly } = editor;
  if (view === 'table') {
    return (
      <fieldset className={classes.tableArea} disabled={isReadOnly}>
        <Suspense fallback={<Skeleton height={240} />}>
          <StageTableTwin
            stages={stages}
            graphStages={drawn.graphStages}
            selection={state.selection}
            dispatch={dispatch}
            onAskKind={onAskKind}
            onOpen={onOpen}
          />
        </Suspense>
      </fieldset>
    );
  }
  return (
    <Suspense fallback={<div className={classes.canvas} role="status" aria-label="Loading the picture" />}>
      <EditorCanvas
        key={props.hasSource ? 'beside-text' : 'alone'}
        document={drawn.document}
        stages={drawn.stages}
        graphStages={drawn.graphStages}
        label={typeof state.document.name === 'string' ? state.document.name : ''}
        selection={state.selection}
        isReadOnly={isReadOnly}
        dispatch={dispatch}
        onAskKind={onAskKind}
        onDropKind={(type, placement) => {
          const description = describeStage(props.descriptions, type);
          if (description) props.onAdd(description, placement);
        }}
        onOpen={onOpen}
      />
    </Suspense>
  );
}
