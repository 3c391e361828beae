'use client';

import { useState } from 'react';
import { type JsonObject, sameJson } from '../document.ts';
import classes from '../editor.module.css';
import { CodeEditor } from '../fields/code-editor.tsx';
import type { EditorStage } from '../stage-graph.ts';
import { type Fault, formatText, parseObject } from '../yaml-text.ts';

interface StageSourceProps {
  entry: EditorStage;
  isReadOnly: boolean | undefined;
  onChange(stage: JsonObject, field: string): void;
}

/** The stage as YAML. Its place in the graph is left to the graph, so that no reference breaks by a slip. */
export function StageSource({ entry, isReadOnly, onChange }: StageSourceProps) {
  const { refId, requisiteStageRefIds, ...stage } = entry.stage;
  const [draft, setDraft] = useState<{ text: string; stage: JsonObject; fault?: Fault }>();
  const current = draft && sameJson(draft.stage, stage) ? draft : undefined;
  const write = (text: string) => {
    if (text === current?.text) return;
    const parsed = parseObject(text, 'yaml');
    if (!parsed.ok) return setDraft({ text, stage, fault: parsed });
    setDraft({ text, stage: parsed.value });
    const place = Object.entries({ refId, requisiteStageRefIds }).filter(([, value]) => value !== undefined);
    onChange({ ...parsed.value, ...Object.fromEntries(place) }, 'the source');
  };
  return (
    <>
      <CodeEditor
        label={`YAML of ${entry.name}`}
        language="yaml"
        value={current?.text ?? formatText(stage, 'yaml')}
        onChange={write}
        isReadOnly={isReadOnly}
        minHeight={260}
        maxHeight={640}
        fault={current?.fault?.isSyntax ? undefined : current?.fault}
      />
      {current?.fault ? (
        <p className={classes.fault} role="alert">
          Line {current.fault.line}: {current.fault.message} The last good version is kept.
        </p>
      ) : null}
    </>
  );
}
