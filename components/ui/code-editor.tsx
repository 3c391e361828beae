'use client';

import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { linter, lintGutter } from '@codemirror/lint';
import { type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import CodeMirror from '@uiw/react-codemirror';
import { useMemo } from 'react';
import classes from './code-editor.module.css';
import { jsonProblems, type TextProblem, yamlProblems } from './yaml-problems.ts';

export interface CodeEditorProps {
  /** Names the field for a screen reader. */
  label: string;
  value: string;
  onChange?: (value: string) => void;
  language?: 'yaml' | 'json';
  isReadOnly?: boolean;
  height?: string;
  /** Faults beyond syntax, as the server or the validation found them. */
  problems?: readonly TextProblem[];
  /** Ctrl/Cmd-S. */
  onSave?: () => void;
  /** Completion and the like. Give the same array every time. */
  extensions?: readonly Extension[];
}

const noProblems: readonly TextProblem[] = [];
const noExtensions: readonly Extension[] = [];

const highlight = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--fd-accent)' },
    { tag: [tags.string, tags.attributeValue], color: 'var(--fd-ok)' },
    { tag: [tags.number, tags.bool, tags.null], color: 'var(--fd-wait)' },
    { tag: [tags.comment, tags.meta], color: 'var(--fd-muted)' },
    { tag: [tags.keyword, tags.labelName, tags.typeName], color: 'var(--fd-run)' },
  ]),
);

/** CodeMirror in the console's look. Loaded late: use `YamlEditor`. Tab moves on, as everywhere; Ctrl-] indents. */
export function CodeEditor(props: CodeEditorProps) {
  const { label, value, onChange, language = 'yaml', isReadOnly = false, height = '100%' } = props;
  const { problems = noProblems, onSave, extensions: more = noExtensions } = props;
  const extensions = useMemo(() => {
    const syntax = language === 'yaml' ? yamlProblems : jsonProblems;
    return [
      language === 'yaml' ? yaml() : json(),
      highlight,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      EditorView.lineWrapping,
      EditorView.cspNonce.of(pageNonce()),
      lintGutter(),
      linter((view) => {
        const text = view.state.doc.toString();
        return [...syntax(text), ...problems.filter((problem) => problem.to <= text.length)];
      }),
      Prec.highest(
        keymap.of(
          onSave
            ? [
                {
                  key: 'Mod-s',
                  run: () => {
                    onSave();
                    return true;
                  },
                },
              ]
            : [],
        ),
      ),
      ...more,
    ];
  }, [language, label, problems, onSave, more]);

  return (
    <CodeMirror
      className={classes.editor}
      value={value}
      height={height}
      theme="none"
      readOnly={isReadOnly}
      editable={!isReadOnly}
      indentWithTab={false}
      extensions={extensions}
      onChange={onChange}
      basicSetup={{ foldGutter: true, highlightActiveLine: !isReadOnly, highlightActiveLineGutter: false }}
    />
  );
}

// The editor writes its style sheet when it appears, so it needs the nonce of the page it appears in.
function pageNonce(): string {
  return document.querySelector<HTMLElement>('script[nonce]')?.nonce ?? '';
}
