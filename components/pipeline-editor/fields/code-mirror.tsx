'use client';

import type { Extension } from '@codemirror/state';
import { EditorView, placeholder, ViewPlugin } from '@codemirror/view';
import { useMemo } from 'react';
import { CodeEditor as TextEditor } from '#components/ui/code-editor.tsx';

export interface CodeEditorProps {
  /** Id of the element that takes the text, so that a problem can lead to it. */
  id?: string;
  /** Read out as the name of the editor. */
  label: string;
  value: string;
  onChange(text: string): void;
  language: 'yaml' | 'json';
  /** Pixels; the editor grows with its text between them. */
  minHeight?: number;
  maxHeight?: number;
  /** Fills its parent instead. */
  isFilling?: boolean;
  /** What is wrong beyond syntax, which the editor finds itself. Offsets in the text. */
  fault?: { from: number; to: number; message: string };
  placeholder?: string;
  isReadOnly?: boolean;
  /** Offset to bring into view. */
  revealAt?: number;
}

/** The console's code editor at the size of its text, with an id to lead to and a place to show. */
export function CodeMirrorEditor(props: CodeEditorProps) {
  const { id, minHeight = 96, maxHeight = 480, isFilling, fault, revealAt } = props;
  const problems = useMemo(() => (fault ? [{ ...fault, severity: 'error' as const }] : undefined), [fault]);
  const extensions = useMemo<Extension[]>(
    () => [
      id ? EditorView.contentAttributes.of({ id }) : [],
      props.placeholder ? placeholder(props.placeholder) : [],
      isFilling ? FILLING : growing(minHeight, maxHeight),
      revealAt === undefined ? [] : revealing(revealAt),
    ],
    [id, props.placeholder, isFilling, minHeight, maxHeight, revealAt],
  );
  return (
    <TextEditor
      label={props.label}
      value={props.value}
      onChange={props.onChange}
      language={props.language}
      isReadOnly={props.isReadOnly}
      height={isFilling ? '100%' : 'auto'}
      problems={problems}
      extensions={extensions}
    />
  );
}

const FILLING = EditorView.theme({ '&': { height: '100%' } });

function growing(minHeight: number, maxHeight: number): Extension {
  return EditorView.theme({
    '&': { maxHeight: `${maxHeight}px` },
    '.cm-content, .cm-gutter': { minHeight: `${minHeight}px` },
    '.cm-scroller': { overflow: 'auto' },
  });
}

/** Scrolls once, when the editor appears with this extension or is given it. */
function revealing(offset: number): Extension {
  return ViewPlugin.define((view) => {
    // A view may not be changed while it is being made.
    queueMicrotask(() => {
      if (offset > view.state.doc.length) return;
      view.dispatch({ effects: EditorView.scrollIntoView(offset, { y: 'start', yMargin: 12 }) });
    });
    return {};
  });
}
