'use client';

import { Skeleton } from '@mantine/core';
import {
  lazy,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react';
import { validatePipeline } from '#lib/pipelines/definition/index.ts';
import { defaultsOf, type StageDescription } from '#lib/stages/fields.ts';
import { AddStageMenu } from './add-stage-menu.tsx';
import { changesBetween } from './changes.ts';
import { copyStages } from './clipboard.ts';
import { completeExpression } from './complete-expression.ts';
import { copyToClipboard } from './copy-to-clipboard.ts';
import { EditorDialogs } from './dialogs/editor-dialogs.tsx';
import type { Placement } from './edit-stages.ts';
import classes from './editor.module.css';
import { behind, EditorCanvas } from './editor-canvas.tsx';
import { EditorHeader } from './editor-header.tsx';
import type { PipelineEditorProps } from './editor-props.ts';
import { type EditorAction, editorReducer, openDocument } from './editor-state.ts';
import { EditorToolbar, type EditorView } from './editor-toolbar.tsx';
import type { FormScope } from './fields/form-scope.ts';
import { focusField } from './focus-field.ts';
import { PIPELINE_PARTS, PipelinePanel, type PipelinePart } from './forms/pipeline-panel.tsx';
import { StagePanel, type StageTab, tabOf } from './forms/stage-panel.tsx';
import { toGraphStages } from './graph-stages.ts';
import { lockOf } from './lock.ts';
import { describeStage } from './lookups.ts';
import { Palette } from './palette.tsx';
import { placementTitle } from './placement-title.ts';
import { findProblems, fromFinding, type Problem, stillTrue } from './problems.ts';
import { ProblemsBar } from './problems-bar.tsx';
import { hasSameShape, readStages } from './stage-graph.ts';
import { TryExpression } from './try-expression/try-expression.tsx';
import { useEditorKeys } from './use-editor-keys.ts';
import { useSave } from './use-save.ts';

// The picture and its forms come first; text and table when somebody asks for them.
const SourceView = lazy(() => import('./source-view.tsx').then((module) => ({ default: module.SourceView })));
const StageTableTwin = lazy(() =>
  import('./stage-table-twin.tsx').then((module) => ({ default: module.StageTableTwin })),
);

/** The pipeline editor: picture, forms and text of one document. It fetches nothing; the page wires it. */
export function PipelineEditor(props: PipelineEditorProps) {
  const { descriptions, lookups, onStageChange } = props;
  const [state, change] = useReducer(editorReducer, props, (start) => ({
    ...openDocument(start.document, start.revision),
    selection: start.initialStage === undefined ? [] : [start.initialStage],
  }));
  const [part, setPart] = useState<PipelinePart>();
  const [tab, setTab] = useState<StageTab>('settings');
  const [view, setView] = useState<EditorView>('graph');
  const [hasSource, setHasSource] = useState(false);
  const [asking, setAsking] = useState<Placement>();
  const [dialog, setDialog] = useState<'save' | 'revisions'>();
  const [trial, setTrial] = useState<{ text: string; stageKey: string | undefined }>();
  const root = useRef<HTMLDivElement>(null);
  const [isUnlocked, setIsUnlocked] = useState(false);
  // The lock that was saved counts: one that is only being set must still be possible to save.
  const lock = isUnlocked ? undefined : lockOf(state.saved);
  const readOnlyReason = props.readOnlyReason ?? lock?.reason;
  const isReadOnly = readOnlyReason !== undefined;
  const dispatch = useCallback(
    (action: EditorAction) => {
      const isHarmless = action.type === 'select' || action.type === 'toggle' || action.type === 'say';
      if (readOnlyReason === undefined || isHarmless) change(action);
      else change({ type: 'say', text: readOnlyReason });
    },
    [readOnlyReason],
  );

  const { document, selection } = state;
  const stages = useMemo(() => readStages(document), [document]);
  const saving = useSave(state, dispatch, props.onSave);
  // Picture, problems and changes follow a moment behind the typing, so that a letter never waits for them.
  const settled = useDeferredValue(document);
  const settledStages = useMemo(() => readStages(settled), [settled]);
  // The keyboard walks on the picture, so a new shape must be there at once; only its words may lag.
  const isSameShape = hasSameShape(stages, settledStages);
  const drawn = isSameShape ? settled : document;
  const drawnStages = isSameShape ? settledStages : stages;
  const { accounts, applications } = lookups;
  const validate = props.validate ?? validatePipeline;
  const problems = useMemo(() => {
    const found = findProblems(settled, { descriptions, lookups: { accounts, applications }, validate });
    const rejected = (saving.rejected?.findings ?? []).map((finding) => fromFinding(finding, settledStages));
    return [
      ...rejected.filter((problem) => !found.some((known) => known.message === problem.message)),
      ...found,
    ];
  }, [settled, settledStages, descriptions, accounts, applications, validate, saving.rejected]);
  const changes = useMemo(() => changesBetween(state.saved, settled), [state.saved, settled]);
  const graphStages = useMemo(
    () => toGraphStages(drawnStages, descriptions, problems, props.presence),
    [drawnStages, descriptions, problems, props.presence],
  );

  const current = stages.find((entry) => entry.key === selection.at(-1));
  const currentKey = current?.key;
  const tellStage = useRef(onStageChange);
  useEffect(() => {
    tellStage.current = onStageChange;
  });
  useEffect(() => tellStage.current?.(currentKey), [currentKey]);

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
  const addDropped = useCallback(
    (type: string, placement: Placement) => {
      const description = describeStage(descriptions, type);
      if (description) add(description, placement);
    },
    [add, descriptions],
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
    } else setPart(partOf(problem));
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
    if (!isReadOnly && changesBetween(state.saved, state.document).length > 0) setDialog('save');
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
    problems: stillTrue(problems, settled, document),
    onTry: props.evaluate ? (text) => setTrial({ text, stageKey: current?.key }) : undefined,
    completeMore: props.completeMore,
  };
  const name = typeof document.name === 'string' ? document.name : '';
  return (
    <div className={classes.editor} ref={root} data-source={hasSource || undefined}>
      <EditorHeader
        name={name}
        trail={props.trail ?? []}
        revision={state.revision}
        changes={changes}
        presence={props.presence ?? []}
        stageName={(key) => stages.find((entry) => entry.key === key)?.name}
        newer={props.newer && props.newer.revision > state.revision ? props.newer : undefined}
        onReload={props.onReload}
        readOnlyReason={readOnlyReason}
        onUnlock={!props.readOnlyReason && lock?.mayUnlock ? () => setIsUnlocked(true) : undefined}
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
            onTry={props.evaluate ? () => setTrial({ text: '${  }', stageKey: current?.key }) : undefined}
          />
          {view === 'graph' ? (
            <EditorCanvas
              // Beside the text there is half the room: the picture is fitted anew.
              key={hasSource ? 'beside-text' : 'alone'}
              document={drawn}
              stages={drawnStages}
              graphStages={graphStages}
              label={name}
              selection={selection}
              isReadOnly={isReadOnly}
              dispatch={act}
              onAskKind={setAsking}
              onDropKind={addDropped}
              onOpen={openStage}
            />
          ) : (
            <fieldset className={classes.tableArea} disabled={isReadOnly}>
              <Suspense fallback={<Skeleton height={240} />}>
                <StageTableTwin
                  stages={stages}
                  graphStages={graphStages}
                  selection={selection}
                  dispatch={act}
                  onAskKind={setAsking}
                  onOpen={openStage}
                />
              </Suspense>
            </fieldset>
          )}
          {state.notice?.refused ? (
            <p className={classes.refusal} key={state.notice.id}>
              {state.notice.text}
            </p>
          ) : null}
          <ProblemsBar problems={problems} onGo={goTo} onApply={apply} />
        </main>
        {hasSource ? (
          <Suspense fallback={<Skeleton className={classes.source} radius={0} />}>
            <SourceView
              document={document}
              stageIndex={current?.index}
              isReadOnly={isReadOnly}
              dispatch={dispatch}
              onClose={() => setHasSource(false)}
            />
          </Suspense>
        ) : (
          <fieldset
            className={classes.panel}
            data-open={current !== undefined || part !== undefined || undefined}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && !event.defaultPrevented) focusCanvas();
            }}
          >
            {current && !part ? (
              <StagePanel
                key={current.key}
                entry={current}
                stages={stages}
                description={describeStage(descriptions, current.type)}
                scope={scope}
                tab={tab}
                onTab={setTab}
                onCopy={() => void copyToClipboard(copyStages(document, [current.key]), dispatch)}
                dispatch={dispatch}
              />
            ) : (
              <PipelinePanel
                key={part ?? 'options'}
                part={part ?? 'options'}
                document={document}
                scope={scope}
                onClose={part ? () => setPart(undefined) : undefined}
                dispatch={dispatch}
              />
            )}
          </fieldset>
        )}
      </div>
      <output className={classes.spoken} key={state.notice?.id}>
        {state.notice?.text}
      </output>
      <AddStageMenu
        title={
          asking && placementTitle(asking, (key) => stages.find((entry) => entry.key === key)?.name ?? '')
        }
        descriptions={descriptions}
        onPick={(description) => {
          if (asking) add(description, asking);
          setAsking(undefined);
          requestAnimationFrame(focusCanvas);
        }}
        onClose={() => {
          setAsking(undefined);
          requestAnimationFrame(focusCanvas);
        }}
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
      {props.evaluate ? (
        <TryExpression
          trial={trial}
          document={document}
          evaluate={props.evaluate}
          loadRuns={props.loadRuns}
          onClose={() => setTrial(undefined)}
        />
      ) : null}
    </div>
  );
}

const PANEL_CONTROLS =
  '[data-panel-start] input, [role="tabpanel"] :is(input, textarea, button, [contenteditable="true"]):not([disabled])';

function partOf(problem: Problem): PipelinePart {
  const [key] = problem.path;
  const parts = Object.entries(PIPELINE_PARTS) as [PipelinePart, { key?: string }][];
  return parts.find(([, part]) => part.key !== undefined && part.key === key)?.[0] ?? 'options';
}
