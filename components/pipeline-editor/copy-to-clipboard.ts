import type { EditorAction } from './editor-state.ts';

/** Puts stages on the clipboard from a menu, and says whether the browser let us. */
export async function copyToClipboard(text: string, dispatch: (action: EditorAction) => void): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    dispatch({ type: 'say', text: 'Copied. Paste it in another pipeline with Ctrl V.' });
  } catch {
    dispatch({ type: 'say', text: 'The browser did not allow copying. Press Ctrl C on the canvas instead.' });
  }
}
