'use client';

import { useState } from 'react';
import { sameJson } from '../document.ts';
import {
  type Fault,
  formatManifests,
  formatText,
  type Parsed,
  parseManifests,
  parseValue,
} from '../yaml-text.ts';
import { CodeEditor } from './code-editor.tsx';
import classes from './fields.module.css';
import type { WidgetProps } from './form-scope.ts';

/** Any JSON value written as YAML. What does not parse is kept as text and not stored, with its line named. */
export function YamlWidget(props: WidgetProps<'yaml'>) {
  const { field, value, onChange, inputId } = props;
  const [draft, setDraft] = useState<{ text: string; value: unknown; fault?: Fault }>();
  // The draft holds as long as it stands for the stored value; undo or another editor replaces it.
  const current = draft && sameJson(draft.value, value) ? draft : undefined;
  const text = current?.text ?? textFor(field, value);
  const write = (next: string) => {
    if (next === text) return;
    const parsed = read(field, next);
    if (!parsed.ok) return setDraft({ text: next, value, fault: parsed });
    setDraft({ text: next, value: parsed.value });
    onChange(parsed.value);
  };
  return (
    <>
      <CodeEditor
        id={inputId}
        label={field.label}
        value={text}
        onChange={write}
        language="yaml"
        minHeight={field.isDocuments ? 220 : 96}
        maxHeight={480}
        fault={current?.fault?.isSyntax ? undefined : current?.fault}
        placeholder={field.placeholder}
        isReadOnly={props.scope.isReadOnly}
      />
      {current?.fault ? (
        <p className={classes.error} role="alert">
          Line {current.fault.line}: {current.fault.message} The last good version is kept.
        </p>
      ) : null}
    </>
  );
}

function textFor(field: WidgetProps<'yaml'>['field'], value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value === 'string') return value;
  return field.isDocuments && Array.isArray(value) ? formatManifests(value) : formatText(value, 'yaml');
}

function read(field: WidgetProps<'yaml'>['field'], text: string): Parsed<unknown> {
  if (text.trim() === '') return { ok: true, value: undefined };
  return field.isDocuments ? parseManifests(text) : parseValue(text);
}
