'use client';

import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useMantineStyleNonce } from '@mantine/core';
import { useEffect, useRef } from 'react';
import classes from '../editor.module.css';

export interface CodeDiffProps {
  before: string;
  after: string;
  beforeLabel: string;
  afterLabel: string;
}

const COLORS = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--fd-accent)' },
    { tag: [tags.number, tags.bool, tags.null], color: 'var(--fd-wait)' },
    { tag: tags.string, color: 'var(--fd-ok)' },
  ]),
);

/** CodeMirror's merge view, read-only, equal parts folded away. */
export function CodeMerge({ before, after, beforeLabel, afterLabel }: CodeDiffProps) {
  const nonce = useMantineStyleNonce()?.();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const side = (doc: string, label: string) => ({
      doc,
      extensions: [
        yaml(),
        lineNumbers(),
        COLORS,
        nonce ? EditorView.cspNonce.of(nonce) : [],
        EditorView.lineWrapping,
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ 'aria-label': label }),
      ],
    });
    const view = new MergeView({
      a: side(before, beforeLabel),
      b: side(after, afterLabel),
      parent: host.current,
      collapseUnchanged: { margin: 3, minSize: 6 },
      gutter: true,
      highlightChanges: true,
    });
    return () => view.destroy();
  }, [before, after, beforeLabel, afterLabel, nonce]);
  return (
    <div className={classes.diff}>
      <div className={classes.diffHead}>
        <span>{beforeLabel}</span>
        <span>{afterLabel}</span>
      </div>
      {before === after ? <p className={classes.faint}>No difference.</p> : null}
      <div ref={host} className={classes.diffText} hidden={before === after} />
    </div>
  );
}
