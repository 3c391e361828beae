'use client';

import { useCallback, useRef, useState } from 'react';
import { defaultsOf, type StageDescription } from '#lib/stages/fields.ts';
import { AddStageMenu } from './add-stage-menu.tsx';
import { changesBetween } from './changes.ts';
import { completeExpression } from './complete-expression.ts';
import { EditorDialogs } from './dialogs/editor-dialogs.tsx';
import { behind, type Placement } from './edit-stages.ts';
import classes from './editor.module.css';
import { EditorHeader } from './editor-header.tsx';
import type { PipelineEditorProps } from './editor-props.ts';
import type { EditorAction } from './editor-state.ts';
import { EditorToolbar, type EditorView } from './editor-toolbar.tsx';
import type { FormScope } from './fields/form-scope.ts';
import { focusField } from './focus-field.ts';
import { type PipelinePart, partOf } from './forms/pipeline-panel.tsx';
import { type StageTab, tabOf } from './forms/stage-panel.tsx';
import { describeStage } from './lookups.ts';
import { Palette } from './palette.tsx';
import { placementTitle } from './placement-title.ts';
import { type Problem, stillTrue } from './problems.ts';
import { ProblemsBar } from './problems-bar.tsx';
import { SidePanel } from './side-panel.tsx';
import { StagesArea } from './stages-area.tsx';
import { TryExpression } from './try-expression/try-expression.tsx';
import { useEditor } from './use-editor.ts';
import { useEditorKeys } from './use-editor-keys.ts';

/** The pipeline editor: picture, forms and text of one document. It fetches nothing; the page wires it. */
export function PipelineEditor(props: PipelineEditorProps) {
  const { descriptions, lookups, evaluate } = props;
  const editor = useEditor(props);
  const { state, dispatch, stages, current, problems, changes, saving, isReadOnly, nameOf } = editor;
  const { document, selection } = state;
  const [part, setPart] = useState<PipelinePart>();
  const [tab, setTab] = useState<StageTab>('settings');
  const [view, setView] = useState<EditorView>('graph');
  const [hasSource, setHasSource] = useState(false);
  const [asking, setAsking] = useState<Placement>();
  const [dialog, setDialog] = useState<'save' | 'revisions'>();
  const [trial, setTrial] = useState<{ text: string; stageKey: string | undefined }>();
  const root = useRef<HTMLDivElement>(null);

  const focusCanvas = () => root.current?.querySelector<HTMLElement>('.react-flow')?.focus();
  const act = useCallback(
    (action: EditorAction) => {
      if (action.type === 'select' && action.keys.length > 0) setPart(undefined);
      dispatch(action);
    },
    [dispatch],
  );
  const add = useCallback(
    (description: StageDescription, placement: Placement) => {
      setPart(undefined);
      const stage = { type: description.type, name: description.label, ...defaultsOf(description) };
      dispatch({ type: 'add-stage', stage, placement });
    },
    [dispatch],
  );
  const addBehind = useCallback(
    (description: StageDescription) => add(description, behind(selection)),
    [add, selection],
  );
  const openStage = useCallback(
    (key: string) => {
      act({ type: 'select', keys: [key] });
      setHasSource(false);
      requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(PANEL_CONTROLS)?.focus());
    },
    [act],
  );
  const goTo = (problem: Problem) => {
    setHasSource(false);
    if (problem.stageKey !== undefined) {
      const entry = stages.find((one) => one.key === problem.stageKey);
      setTab(tabOf(problem.path[2], describeStage(descriptions, entry?.type ?? '')));
      act({ type: 'select', keys: [problem.stageKey] });
    } else setPart(partOf(problem.path[0]));
    focusField(problem);
  };
  const apply = (problem: Problem) =>
    dispatch({
      type: 'edit-document',
      path: problem.path,
      value: problem.suggestion,
      label: `Changed ${problem.path.at(-1)} of ${problem.subject}`,
      at: Date.now(),
    });
  const askSave = () => {
    if (!isReadOnly && changesBetween(state.saved, document).length > 0) setDialog('save');
  };
  useEditorKeys({
    onSave: askSave,
    onUndo: () => isReadOnly || dispatch({ type: 'undo' }),
    onRedo: () => isReadOnly || dispatch({ type: 'redo' }),
  });

  const scope: FormScope = {
    document,
    stageKey: current?.key,
    path: current && !part ? ['stages', current.index] : [],
    lookups,
    complete: props.complete ?? completeExpression,
    isReadOnly,
    problems: stillTrue(problems, editor.settled, document),
    onTry: evaluate ? (text) => setTrial({ text, stageKey: current?.key }) : undefined,
    completeMore: props.completeMore,
  };
  const endAsking = () => {
    setAsking(undefined);
    requestAnimationFrame(focusCanvas);
  };
  return (
    <div className={classes.editor} ref={root} data-source={hasSource || undefined}>
      <EditorHeader
        name={typeof document.name === 'string' ? document.name : ''}
        trail={props.trail ?? []}
        revision={state.revision}
        changes={changes}
        presence={props.presence ?? []}
        stageName={nameOf}
        newer={props.newer && props.newer.revision > state.revision ? props.newer : undefined}
        onReload={props.onReload}
        readOnlyReason={editor.readOnlyReason}
        onUnlock={editor.unlock}
        undoes={state.past.at(-1)?.label}
        redoes={state.future.at(-1)?.label}
        isSaving={saving.isSaving}
        onUndo={() => dispatch({ type: 'undo' })}
        onRedo={() => dispatch({ type: 'redo' })}
        onRevert={() => dispatch({ type: 'revert' })}
        onRevisions={props.loadRevisions && props.loadRevision ? () => setDialog('revisions') : undefined}
        onDryRun={props.onDryRun ? () => void props.onDryRun?.(document) : undefined}
        onSave={askSave}
      />
      <div className={classes.body} data-locked={isReadOnly || undefined}>
        {isReadOnly ? null : <Palette descriptions={descriptions} onAdd={addBehind} />}
        <main className={classes.stagesArea}>
          <EditorToolbar
            document={document}
            part={part}
            onPart={(next) => {
              setPart(next);
              setHasSource(false);
            }}
            view={view}
            onView={setView}
            hasSource={hasSource}
            onSource={setHasSource}
            onTry={evaluate ? () => setTrial({ text: '${  }', stageKey: current?.key }) : undefined}
          />
          <StagesArea
            editor={editor}
            descriptions={descriptions}
            view={view}
            hasSource={hasSource}
            dispatch={act}
            onAdd={add}
            onAskKind={setAsking}
            onOpen={openStage}
          />
          {state.notice?.refused ? (
            <p className={classes.refusal} key={state.notice.id}>
              {state.notice.text}
            </p>
          ) : null}
          <ProblemsBar problems={problems} onGo={goTo} onApply={apply} />
        </main>
        <SidePanel
          editor={editor}
          descriptions={descriptions}
          scope={scope}
          part={part}
          onClosePart={() => setPart(undefined)}
          tab={tab}
          onTab={setTab}
          hasSource={hasSource}
          onCloseSource={() => setHasSource(false)}
          onLeave={focusCanvas}
        />
      </div>
      <output className={classes.spoken} key={state.notice?.id}>
        {state.notice?.text}
      </output>
      <AddStageMenu
        title={asking && placementTitle(asking, (key) => nameOf(key) ?? '')}
        descriptions={descriptions}
        onPick={(description) => {
          if (asking) add(description, asking);
          endAsking();
        }}
        onClose={endAsking}
      />
      <EditorDialogs
        editor={props}
        isReadOnly={isReadOnly}
        state={state}
        changes={changes}
        errorCount={problems.filter((problem) => problem.severity === 'error').length}
        saving={saving}
        open={dialog}
        onClose={() => setDialog(undefined)}
        dispatch={dispatch}
      />
      {evaluate ? (
        <TryExpression
          trial={trial}
          document={document}
          evaluate={evaluate}
          loadRuns={props.loadRuns}
          onClose={() => setTrial(undefined)}
        />
      ) : null}
    </div>
  );
}

const PANEL_CONTROLS =
  '[data-panel-start] input, [role="tabpanel"] :is(input, textarea, button, [contenteditable="true"]):not([disabled])';
