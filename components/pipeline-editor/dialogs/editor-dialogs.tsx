'use client';

import { lazy, Suspense } from 'react';
import type { Change } from '../changes.ts';
import type { PipelineEditorProps } from '../editor-props.ts';
import type { EditorAction } from '../editor-state.ts';
import type { EditorState } from '../history.ts';
import type { Saving } from '../use-save.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { useLeaveGuard } from './use-leave-guard.ts';

// Both lay documents side by side as YAML, which most visits never do.
const ConflictDialog = lazy(() =>
  import('./conflict-dialog.tsx').then((module) => ({ default: module.ConflictDialog })),
);
const RevisionsDialog = lazy(() =>
  import('./revisions-dialog.tsx').then((module) => ({ default: module.RevisionsDialog })),
);

interface EditorDialogsProps {
  editor: PipelineEditorProps;
  isReadOnly: boolean;
  state: EditorState;
  changes: readonly Change[];
  errorCount: number;
  saving: Saving;
  open: 'save' | 'revisions' | undefined;
  onClose(): void;
  dispatch(action: EditorAction): void;
}

/** What the editor asks in a window of its own: the words of a save, whose version, which revision, whether to leave. */
export function EditorDialogs(props: EditorDialogsProps) {
  const { editor, isReadOnly, state, changes, errorCount, saving, open, onClose, dispatch } = props;
  const guard = useLeaveGuard(changes.length > 0);
  const dismiss = () => {
    saving.dismiss();
    onClose();
  };
  return (
    <>
      <SaveDialog
        isOpen={open === 'save' && !saving.conflict}
        changes={changes}
        errorCount={errorCount}
        isSaving={saving.isSaving}
        refusal={saving.refusal}
        onSave={(message) => void saving.save(message).then((isSaved) => isSaved && onClose())}
        onClose={dismiss}
      />
      {saving.conflict ? (
        <Suspense>
          <ConflictDialog
            conflict={saving.conflict}
            base={state.saved}
            mine={state.document}
            isSaving={saving.isSaving}
            onMerge={(merged, conflict) =>
              void saving.saveMerged(merged, conflict).then((isSaved) => isSaved && onClose())
            }
            onClose={dismiss}
          />
        </Suspense>
      ) : null}
      {open === 'revisions' && editor.loadRevisions && editor.loadRevision ? (
        <Suspense>
          <RevisionsDialog
            isOpen={open === 'revisions'}
            document={state.document}
            revision={state.revision}
            loadRevisions={editor.loadRevisions}
            loadRevision={editor.loadRevision}
            isReadOnly={isReadOnly}
            onRestore={(restored, revision) => {
              const label = `Restored revision ${revision}`;
              dispatch({ type: 'replace-document', document: restored, field: label, label, at: Date.now() });
              onClose();
            }}
            onClose={onClose}
          />
        </Suspense>
      ) : null}
      <LeaveDialog
        isOpen={guard.destination !== undefined}
        changeCount={changes.length}
        onStay={guard.stay}
        onLeave={() => guard.leave(editor.onNavigate ?? loadPage)}
      />
    </>
  );
}

function loadPage(href: string): void {
  window.location.assign(href);
}
