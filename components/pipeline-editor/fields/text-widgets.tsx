'use client';

import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { textOf } from '../document.ts';
import { hasExpression } from '../field-values.ts';
import { formatDurationText, parseDurationText } from './duration-text.ts';
import { ExpressionInput } from './expression-input.tsx';
import classes from './fields.module.css';
import type { WidgetProps } from './form-scope.ts';

/** The attributes that tie a control to its label, help and error. */
export function tied({ inputId, field, error }: Pick<WidgetProps, 'inputId' | 'field' | 'error'>) {
  const describedBy = [error && `${inputId}:error`, field.help && `${inputId}:help`]
    .filter(Boolean)
    .join(' ');
  return {
    id: inputId,
    error,
    placeholder: field.placeholder ?? (field.default === undefined ? undefined : textOf(field.default)),
    'aria-describedby': describedBy || undefined,
    'aria-required': field.required,
  };
}

type TextProps =
  | WidgetProps<'text'>
  | WidgetProps<'expression'>
  | WidgetProps<'multiline'>
  | WidgetProps<'markdown'>;

export function TextWidget(props: TextProps) {
  const { field, value, onChange, scope } = props;
  return (
    <ExpressionInput
      {...tied(props)}
      value={typeof value === 'string' ? value : value === undefined || value === null ? '' : asText(value)}
      onChange={(text) => onChange(text === '' ? undefined : text)}
      scope={scope}
      isBare={field.kind === 'expression'}
      isMono={field.kind === 'expression'}
      rows={rowsOf(field)}
    />
  );
}

/** Keeps numbers as numbers and everything else as the text that was typed, so an expression can be written. */
export function NumberWidget(props: WidgetProps<'number'>) {
  const { field, value, onChange, scope } = props;
  return (
    <ExpressionInput
      {...tied(props)}
      value={textOf(value)}
      onChange={(text) => onChange(text === '' ? undefined : numberOr(text))}
      scope={scope}
      rightSection={field.unit ? <span className={classes.unit}>{field.unit}</span> : undefined}
    />
  );
}

/** Shown in words ("2 h"), kept as a number in the unit of the field. */
export function DurationWidget(props: WidgetProps<'duration'>) {
  const { field, value, onChange, scope } = props;
  const [draft, setDraft] = useState<string>();
  const stored = typeof value === 'number' ? formatDurationText(value, field.unit) : textOf(value);
  const hint = typeof field.default === 'number' ? formatDurationText(field.default, field.unit) : undefined;
  const write = (text: string) => {
    setDraft(text);
    const length = parseDurationText(text, field.unit);
    if (text.trim() === '') onChange(undefined);
    else if (length !== undefined) onChange(length);
    else if (hasExpression(text)) onChange(text);
  };
  const isUnread = draft !== undefined && draft.trim() !== '' && !isDuration(draft, props);
  return (
    <>
      <ExpressionInput
        {...tied(props)}
        placeholder={field.placeholder ?? hint ?? '10 min'}
        value={draft ?? stored}
        onChange={write}
        onBlur={() => isUnread || setDraft(undefined)}
        error={isUnread ? 'unread' : props.error}
        scope={scope}
      />
      {isUnread ? <p className={classes.error}>Write a length of time such as 90 s, 10 min or 2 h.</p> : null}
    </>
  );
}

/** A date and time of the reader's zone, kept as epoch milliseconds. */
export function MomentWidget(props: WidgetProps<'moment'>) {
  const { value, onChange, scope } = props;
  if (hasExpression(value)) {
    return (
      <ExpressionInput
        {...tied(props)}
        value={textOf(value)}
        onChange={(text) => onChange(text === '' ? undefined : text)}
        scope={scope}
      />
    );
  }
  const at = Number(value);
  return (
    <TextInput
      {...tied(props)}
      error={Boolean(props.error)}
      type="datetime-local"
      value={value === undefined || Number.isNaN(at) ? '' : localText(at)}
      onChange={(event) => {
        const moment = Date.parse(event.currentTarget.value);
        onChange(Number.isNaN(moment) ? undefined : moment);
      }}
    />
  );
}

function isDuration(text: string, { field }: WidgetProps<'duration'>): boolean {
  return hasExpression(text) || parseDurationText(text, field.unit) !== undefined;
}

function rowsOf(field: TextProps['field']): number | undefined {
  if (field.kind === 'multiline') return field.rows ?? 3;
  return field.kind === 'markdown' ? 3 : undefined;
}

function numberOr(text: string): number | string {
  return /^-?\d+(\.\d+)?$/.test(text.trim()) && !/^-?0\d/.test(text.trim()) ? Number(text) : text;
}

function asText(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

function localText(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
