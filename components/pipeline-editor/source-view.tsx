'use client';

import { CloseButton, SegmentedControl } from '@mantine/core';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { parseDocument } from 'yaml';
import { type PipelineDocument, sameJson } from './document.ts';
import classes from './editor.module.css';
import type { EditorAction } from './editor-state.ts';
import { CodeEditor } from './fields/code-editor.tsx';
import { type Fault, formatText, parseObject, type TextLanguage } from './yaml-text.ts';

interface SourceViewProps {
  document: PipelineDocument;
  /** The selected stage, to bring into view. */
  stageIndex: number | undefined;
  isReadOnly: boolean;
  dispatch(action: EditorAction): void;
  onClose(): void;
}

interface Draft {
  text: string;
  language: TextLanguage;
  /** What the text stood for when it could last be read. */
  document: PipelineDocument;
  fault?: Fault;
}

/**
 * The whole pipeline as text, beside the picture: the same document, both ways. Text that cannot be read leaves the
 * last good document in force, and says where it breaks.
 */
export function SourceView({ document, stageIndex, isReadOnly, dispatch, onClose }: SourceViewProps) {
  const [language, setLanguage] = useState<TextLanguage>('yaml');
  const [draft, setDraft] = useState<Draft>();
  const shown = useDeferredValue(document);
  // The text one has typed stands, with its comments, as long as it means the document; else it is written anew.
  const current = draft?.language === language && sameJson(draft.document, document) ? draft : undefined;
  const text = current?.text ?? formatText(shown, language);

  const write = (next: string) => {
    if (next === text) return;
    const parsed = parseObject(next, language);
    if (!parsed.ok) return setDraft({ text: next, language, document, fault: parsed });
    setDraft({ text: next, language, document: parsed.value });
    dispatch({
      type: 'replace-document',
      document: parsed.value,
      field: 'text',
      label: 'Edited the text',
      at: Date.now(),
    });
  };
  const revealAt = useStageOffset(text, stageIndex);
  return (
    <section className={classes.source} aria-label="The pipeline as text">
      <header className={classes.sourceHead}>
        <SegmentedControl
          className={classes.segmented}
          size="xs"
          aria-label="Language"
          value={language}
          onChange={(value) => setLanguage(value === 'json' ? 'json' : 'yaml')}
          data={[
            { value: 'yaml', label: 'YAML' },
            { value: 'json', label: 'JSON' },
          ]}
        />
        <CloseButton aria-label="Close the text" onClick={onClose} />
      </header>
      <div className={classes.sourceText}>
        <CodeEditor
          key={language}
          label={`Pipeline as ${language.toUpperCase()}`}
          language={language}
          value={text}
          onChange={write}
          isFilling
          isReadOnly={isReadOnly}
          fault={current?.fault?.isSyntax ? undefined : current?.fault}
          revealAt={revealAt}
        />
      </div>
      {current?.fault ? (
        <p className={classes.sourceFault} role="alert">
          Line {current.fault.line}: {current.fault.message} The picture shows the last good version.
        </p>
      ) : null}
    </section>
  );
}

/** Where the selected stage begins in the text; looked up only when another stage is selected. */
function useStageOffset(text: string, stageIndex: number | undefined): number | undefined {
  const latest = useRef(text);
  latest.current = text;
  const [offset, setOffset] = useState<number>();
  useEffect(() => {
    if (stageIndex === undefined) return setOffset(undefined);
    const node: unknown = parseDocument(latest.current).getIn(['stages', stageIndex], true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const [start] = node.range;
      if (typeof start === 'number') setOffset(start);
    }
  }, [stageIndex]);
  return offset;
}
