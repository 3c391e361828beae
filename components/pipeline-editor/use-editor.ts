import { useCallback, useDeferredValue, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { validatePipeline } from '#lib/pipelines/definition/index.ts';
import { changesBetween } from './changes.ts';
import type { PipelineDocument } from './document.ts';
import type { PipelineEditorProps } from './editor-props.ts';
import { type EditorAction, editorReducer, openDocument } from './editor-state.ts';
import { toGraphStages } from './graph-stages.ts';
import { lockOf } from './lock.ts';
import { findProblems, fromFinding } from './problems.ts';
import { hasSameShape, readStages } from './stage-graph.ts';
import { useSave } from './use-save.ts';

/** The document being edited and all that follows from it: what is selected, drawn, wrong, changed and being saved. */
export function useEditor(props: PipelineEditorProps) {
  const [state, change] = useReducer(editorReducer, props, (start) => ({
    ...openDocument(start.document, start.revision),
    selection: start.initialStage === undefined ? [] : [start.initialStage],
  }));
  const lock = useLock(state.saved, props.readOnlyReason);
  const { readOnlyReason } = lock;
  const dispatch = useCallback(
    (action: EditorAction) => {
      const isHarmless = action.type === 'select' || action.type === 'toggle' || action.type === 'say';
      if (readOnlyReason === undefined || isHarmless) change(action);
      else change({ type: 'say', text: readOnlyReason });
    },
    [readOnlyReason],
  );
  const saving = useSave(state, dispatch, props.onSave);
  const stages = useMemo(() => readStages(state.document), [state.document]);
  const current = stages.find((entry) => entry.key === state.selection.at(-1));
  useTold(props.onStageChange, current?.key);

  // Picture, problems and changes follow a moment behind the typing, so that a letter never waits for them.
  const settled = useDeferredValue(state.document);
  const settledStages = useMemo(() => readStages(settled), [settled]);
  const { descriptions, presence } = props;
  const { accounts, applications } = props.lookups;
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
  // The keyboard walks on the picture, so a new shape must be there at once; only its words may lag.
  const isSameShape = hasSameShape(stages, settledStages);
  const drawnStages = isSameShape ? settledStages : stages;
  const graphStages = useMemo(
    () => toGraphStages(drawnStages, descriptions, problems, presence),
    [drawnStages, descriptions, problems, presence],
  );
  return {
    state,
    dispatch,
    ...lock,
    isReadOnly: readOnlyReason !== undefined,
    saving,
    stages,
    /** The stage whose form is open. */
    current,
    nameOf: (key: string) => stages.find((entry) => entry.key === key)?.name,
    /** The document that problems and changes are about. */
    settled,
    problems,
    changes,
    drawn: { document: isSameShape ? settled : state.document, stages: drawnStages, graphStages },
  };
}

export type Editor = ReturnType<typeof useEditor>;

/** Why nothing may be changed, and the way to unlock it where the document allows that. */
function useLock(saved: PipelineDocument, given: string | undefined) {
  const [isUnlocked, setIsUnlocked] = useState(false);
  // The lock that was saved counts: one that is only being set must still be possible to save.
  const lock = isUnlocked ? undefined : lockOf(saved);
  return {
    readOnlyReason: given ?? lock?.reason,
    unlock: !given && lock?.mayUnlock ? () => setIsUnlocked(true) : undefined,
  };
}

function useTold(tell: PipelineEditorProps['onStageChange'], key: string | undefined): void {
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  useEffect(() => latest.current?.(key), [key]);
}
