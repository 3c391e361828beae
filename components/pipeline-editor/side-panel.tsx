'use client';

import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { isEscape } from '#components/ui/is-escape.ts';
import type { StageDescription } from '#lib/stages/fields.ts';
import { copyStages } from './clipboard.ts';
import { copyToClipboard } from './copy-to-clipboard.ts';
import classes from './editor.module.css';
import type { FormScope } from './fields/form-scope.ts';
import { PipelinePanel, type PipelinePart } from './forms/pipeline-panel.tsx';
import { StagePanel, type StageTab } from './forms/stage-panel.tsx';
import { describeStage } from './lookups.ts';
import type { Editor } from './use-editor.ts';

const SourceView = lazy(() => import('./source-view.tsx').then((module) => ({ default: module.SourceView })));

interface SidePanelProps {
  editor: Editor;
  descriptions: readonly StageDescription[];
  scope: FormScope;
  /** The part of the pipeline that is open instead of the selected stage. */
  part: PipelinePart | undefined;
  onClosePart(): void;
  tab: StageTab;
  onTab(tab: StageTab): void;
  hasSource: boolean;
  onCloseSource(): void;
  /** Escape: back to the picture. */
  onLeave(): void;
}

/** Beside the stages: the form of the selected stage or of a part of the pipeline, or the whole document as text. */
export function SidePanel(props: SidePanelProps) {
  const { editor, descriptions, scope, part } = props;
  const { state, stages, current, dispatch, isReadOnly } = editor;
  if (props.hasSource) {
    return (
      <Suspense fallback={<Skeleton className={classes.source} radius={0} />}>
        <SourceView
          document={state.document}
          stageIndex={current?.index}
          isReadOnly={isReadOnly}
          dispatch={dispatch}
          onClose={props.onCloseSource}
        />
      </Suspense>
    );
  }
  return (
    <fieldset
      className={classes.panel}
      data-open={current !== undefined || part !== undefined || undefined}
      onKeyDown={(event) => {
        if (isEscape(event)) props.onLeave();
      }}
    >
      {current && !part ? (
        <StagePanel
          key={current.key}
          entry={current}
          stages={stages}
          description={describeStage(descriptions, current.type)}
          scope={scope}
          tab={props.tab}
          onTab={props.onTab}
          onCopy={() => void copyToClipboard(copyStages(state.document, [current.key]), dispatch)}
          dispatch={dispatch}
        />
      ) : (
        <PipelinePanel
          key={part ?? 'options'}
          part={part ?? 'options'}
          document={state.document}
          scope={scope}
          onClose={part ? props.onClosePart : undefined}
          dispatch={dispatch}
        />
      )}
    </fieldset>
  );
}
