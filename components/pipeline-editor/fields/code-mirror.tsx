'use client';

import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useMantineStyleNonce } from '@mantine/core';
import ReactCodeMirror from '@uiw/react-codemirror';
import { useEffect, useMemo, useRef } from 'react';
import classes from './fields.module.css';

export interface CodeEditorProps {
  /** Id of the element that takes the text, so that a problem can lead to it. */
  id?: string;
  /** Read out as the name of the editor. */
  label: string;
  value: string;
  onChange(text: string): void;
  language: 'yaml' | 'json';
  /** Pixels. */
  minHeight?: number;
  maxHeight?: number;
  /** Fills its parent instead. */
  isFilling?: boolean;
  /** Counted from 1. */
  faultLine?: number;
  placeholder?: string;
  isReadOnly?: boolean;
  /** Offset to bring into view when it changes. */
  revealAt?: number;
}

/** Both color schemes from our tokens. */
export const codeColors = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--fd-accent)' },
    { tag: [tags.number, tags.bool, tags.null], color: 'var(--fd-wait)' },
    { tag: tags.string, color: 'var(--fd-ok)' },
    { tag: tags.comment, color: 'var(--fd-faint)', fontStyle: 'italic' },
    { tag: [tags.meta, tags.separator, tags.punctuation], color: 'var(--fd-muted)' },
  ]),
);

export const codeTheme = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--fd-text)', fontSize: '12px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--fd-mono)', lineHeight: '1.55' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--fd-faint)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--fd-text) 4%, transparent)',
  },
  '.cm-cursor': { borderLeftColor: 'var(--fd-text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--fd-accent) 26%, transparent) !important',
  },
  '.cm-panels': { backgroundColor: 'var(--fd-surface)', color: 'var(--fd-text)' },
});

/** CodeMirror in our colors. Tab leaves the editor, so that it is no trap for the keyboard. */
export function CodeMirrorEditor(props: CodeEditorProps) {
  const { id, label, language, faultLine, isReadOnly, revealAt } = props;
  const nonce = useMantineStyleNonce()?.();
  const view = useRef<EditorView>(null);
  useEffect(() => reveal(view.current, revealAt), [revealAt]);
  const extensions = useMemo<Extension[]>(() => {
    const attributes: Record<string, string> = { 'aria-label': label };
    if (id) attributes.id = id;
    return [
      language === 'json' ? json() : yaml(),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of(attributes),
      codeColors,
      codeTheme,
      faultMark(faultLine),
      nonce ? EditorView.cspNonce.of(nonce) : [],
    ];
  }, [id, label, language, faultLine, nonce]);
  return (
    <ReactCodeMirror
      className={classes.code}
      data-filling={props.isFilling || undefined}
      value={props.value}
      onChange={props.onChange}
      onCreateEditor={(created) => {
        view.current = created;
        reveal(created, revealAt);
      }}
      extensions={extensions}
      theme="none"
      height={props.isFilling ? '100%' : undefined}
      minHeight={props.isFilling ? undefined : `${props.minHeight ?? 96}px`}
      maxHeight={props.isFilling ? undefined : `${props.maxHeight ?? 480}px`}
      indentWithTab={false}
      readOnly={isReadOnly}
      editable
      placeholder={props.placeholder}
      basicSetup={{
        foldGutter: true,
        highlightActiveLine: true,
        autocompletion: false,
        syntaxHighlighting: false,
      }}
    />
  );
}

function reveal(view: EditorView | null, offset: number | undefined): void {
  if (offset === undefined || !view || offset > view.state.doc.length) return;
  view.dispatch({ effects: EditorView.scrollIntoView(offset, { y: 'start', yMargin: 12 }) });
}

function faultMark(line: number | undefined): Extension {
  if (line === undefined) return [];
  return EditorView.decorations.of((view) => {
    const marks = new RangeSetBuilder<Decoration>();
    if (line <= view.state.doc.lines) {
      const { from } = view.state.doc.line(line);
      marks.add(from, from, Decoration.line({ class: classes.faultLine ?? '' }));
    }
    return marks.finish();
  });
}
