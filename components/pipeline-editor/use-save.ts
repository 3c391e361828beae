import { useState } from 'react';
import type { Conflict } from './dialogs/conflict-dialog.tsx';
import type { PipelineDocument } from './document.ts';
import type { PipelineEditorProps, SaveOutcome } from './editor-props.ts';
import type { EditorAction } from './editor-state.ts';
import type { EditorState } from './history.ts';

/** How saving stands, and the ways to go on. */
export interface Saving {
  isSaving: boolean;
  /** Why the last save was not taken, as a sentence. */
  refusal: string | undefined;
  /** What the server found wrong with the document last sent. */
  rejected: Rejected | undefined;
  conflict: Conflict | undefined;
  /** True when it was saved. */
  save(message: string): Promise<boolean>;
  /** Saves what came of a merge on top of the other person's revision. */
  saveMerged(document: PipelineDocument, conflict: Conflict): Promise<boolean>;
  dismiss(): void;
}

interface Rejected {
  document: PipelineDocument;
  findings: Extract<SaveOutcome, { status: 'invalid' }>['findings'];
}

/** Sends the document and turns the answer into state: saved, in conflict, rejected field by field, or refused. */
export function useSave(
  state: EditorState,
  dispatch: (action: EditorAction) => void,
  onSave: PipelineEditorProps['onSave'],
): Saving {
  const [isSaving, setIsSaving] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [rejected, setRejected] = useState<Rejected>();
  const [conflict, setConflict] = useState<Conflict>();

  const send = async (
    document: PipelineDocument,
    baseRevision: number,
    message: string,
  ): Promise<boolean> => {
    setIsSaving(true);
    setRefusal(undefined);
    const outcome = await onSave({ document, baseRevision, message }).catch(refused);
    setIsSaving(false);
    switch (outcome.status) {
      case 'saved':
        setConflict(undefined);
        setRejected(undefined);
        dispatch({ type: 'saved', sent: document, document: outcome.document, revision: outcome.revision });
        return true;
      case 'conflict': {
        const { theirs, revision, savedBy, savedAt } = outcome;
        setConflict({ theirs, revision, savedBy, savedAt, message });
        return false;
      }
      case 'invalid':
        setRejected({ document, findings: outcome.findings });
        setRefusal('Not saved: the problems at the bottom of the page have to be put right first.');
        return false;
      case 'refused':
        setRefusal(outcome.message);
        return false;
      default:
        return outcome satisfies never;
    }
  };

  return {
    isSaving,
    refusal,
    rejected: rejected?.document === state.document ? rejected : undefined,
    conflict,
    save: (message) => send(state.document, state.revision, message),
    saveMerged: (document, met) => {
      dispatch({ type: 'merged', document, saved: met.theirs, revision: met.revision });
      return send(document, met.revision, met.message);
    },
    dismiss: () => {
      setConflict(undefined);
      setRefusal(undefined);
    },
  };
}

function refused(cause: unknown): SaveOutcome {
  const reason = cause instanceof Error ? cause.message : 'The server did not answer.';
  return { status: 'refused', message: `Not saved. ${reason} Your changes are still here; try again.` };
}
