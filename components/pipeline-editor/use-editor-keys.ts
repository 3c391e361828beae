import { useEffect, useRef } from 'react';

/** What the keys of the whole editor do, wherever the focus is. */
interface EditorKeys {
  onSave(): void;
  onUndo(): void;
  onRedo(): void;
}

/** Ctrl or Cmd with S, Z, Shift-Z and Y. Inside a code editor undo is its own. */
export function useEditorKeys(keys: EditorKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === 's') latest.current.onSave();
      else if (event.target instanceof Element && event.target.closest('.cm-editor, [role="dialog"]')) return;
      else if (key === 'y' || (key === 'z' && event.shiftKey)) latest.current.onRedo();
      else if (key === 'z') latest.current.onUndo();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
}
