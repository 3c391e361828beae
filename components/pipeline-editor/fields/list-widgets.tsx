'use client';

import { ActionIcon, Button, TextInput } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconChevronRight,
  IconPlus,
  IconX,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Field } from '#lib/stages/fields.ts';
import { isObject, type JsonObject, sameJson, textOf } from '../document.ts';
import { isShown, storedValue, withField } from '../field-values.ts';
import { ExpressionInput } from './expression-input.tsx';
import { FieldForm } from './field-form.tsx';
import classes from './fields.module.css';
import { type FormScope, problemAt, scopeAt, type WidgetProps } from './form-scope.ts';

/** An object of strings as rows of two inputs. */
export function KeyValueWidget(props: WidgetProps<'keyValue'>) {
  const { field, value, onChange, scope, inputId } = props;
  const stored = isObject(value)
    ? Object.entries(value).map(([key, text]) => ({ key, text: asText(text) }))
    : [];
  // Rows whose name is still empty or double live here until they can be stored.
  const [draft, setDraft] = useState<typeof stored>();
  const rows = draft && sameJson(asObject(draft, value), isObject(value) ? value : {}) ? draft : stored;
  const write = (next: typeof stored) => {
    setDraft(next);
    const object = asObject(next, value);
    onChange(Object.keys(object).length === 0 ? undefined : object);
  };
  const keyLabel = field.keyLabel ?? 'Name';
  const valueLabel = field.valueLabel ?? 'Value';
  return (
    <div className={classes.group}>
      {rows.map((row, index) => (
        <div className={classes.pair} key={placeKey(index)}>
          <TextInput
            id={index === 0 ? inputId : undefined}
            aria-label={`${keyLabel} ${index + 1}`}
            placeholder={keyLabel}
            value={row.key}
            onChange={(event) => write(rows.with(index, { ...row, key: event.currentTarget.value }))}
          />
          <ExpressionInput
            id={`${inputId}:${index}`}
            aria-label={`${valueLabel} ${index + 1}`}
            placeholder={valueLabel}
            value={row.text}
            onChange={(text) => write(rows.with(index, { ...row, text }))}
            scope={scope}
          />
          <ActionIcon
            aria-label={`Remove ${row.key || `row ${index + 1}`}`}
            onClick={() => write(rows.toSpliced(index, 1))}
          >
            <IconX size={15} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      <AddButton
        id={rows.length === 0 ? inputId : undefined}
        label={`Add ${keyLabel.toLowerCase()}`}
        onClick={() => write([...rows, { key: '', text: '' }])}
      />
    </div>
  );
}

/** A list of objects: rows of one input where an entry has one field, boxes with a form otherwise. */
export function ListWidget(props: WidgetProps<'list'>) {
  const { field, value, onChange, scope, inputId } = props;
  const items = Array.isArray(value) ? value : [];
  const write = (next: unknown[]) => onChange(next.length === 0 ? undefined : next);
  const [added, setAdded] = useState<number>();
  const [only] = field.item;
  const isCompact = field.item.length === 1 && only?.kind === 'text';
  const noun = field.itemLabel.toLowerCase();
  const shared = (index: number) => ({
    index,
    count: items.length,
    label: `${field.itemLabel} ${index + 1}`,
    onMove: (by: number) => write(moved(items, index, by)),
    onRemove: () => write(items.toSpliced(index, 1)),
  });
  return (
    <div className={isCompact ? classes.compactList : classes.group}>
      {items.map((item, index) =>
        isCompact && only ? (
          <div className={classes.compactRow} key={placeKey(index)}>
            <ExpressionInput
              id={index === 0 ? inputId : `${inputId}.${index}`}
              aria-label={`${field.itemLabel} ${index + 1}`}
              value={textOf(isObject(item) ? item[only.name] : item)}
              onChange={(text) => write(items.with(index, withField(item, only.name, text)))}
              scope={scope}
            />
            <ItemButtons {...shared(index)} />
          </div>
        ) : (
          <ItemBox
            key={placeKey(index)}
            {...shared(index)}
            item={item}
            field={field}
            isOpenAtFirst={items.length === 1 || index === added || scope.isReadOnly === true}
            scope={scopeAt(scope, [...field.name.split('.'), index])}
            onChange={(next) => write(items.with(index, next))}
          />
        ),
      )}
      <AddButton
        id={items.length === 0 ? inputId : undefined}
        label={`Add ${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`}
        onClick={() => {
          setAdded(items.length);
          write([...items, startOf(field.item)]);
        }}
      />
    </div>
  );
}

interface ItemBoxProps extends ItemButtonsProps {
  item: unknown;
  field: WidgetProps<'list'>['field'];
  isOpenAtFirst: boolean;
  scope: FormScope;
  onChange(item: JsonObject): void;
}

/** One entry with its form, folded to a line when there are several. */
function ItemBox({ item, field, isOpenAtFirst, scope, onChange, ...buttons }: ItemBoxProps) {
  const [isToggled, setIsToggled] = useState<boolean>();
  const hasProblem = problemAt(scope, scope.path) !== undefined;
  const isOpen = isToggled ?? (isOpenAtFirst || hasProblem);
  const [title, ...details] = wordsAbout(item, field.item);
  return (
    <div className={classes.box} data-open={isOpen || undefined}>
      <div className={classes.boxHead}>
        <button
          type="button"
          aria-expanded={isOpen}
          className={classes.boxToggle}
          onClick={() => setIsToggled(!isOpen)}
        >
          {isOpen ? <IconChevronDown size={15} aria-hidden /> : <IconChevronRight size={15} aria-hidden />}
          <span>{title ?? buttons.label}</span>
          {isOpen ? null : <small>{details.join(' · ')}</small>}
        </button>
        <ItemButtons {...buttons} />
      </div>
      {isOpen ? <FieldForm fields={field.item} root={item} onChange={onChange} scope={scope} /> : null}
    </div>
  );
}

interface ItemButtonsProps {
  index: number;
  count: number;
  label: string;
  onMove(by: number): void;
  onRemove(): void;
}

/** Up, down and remove for an entry of a list. */
function ItemButtons({ index, count, label, onMove, onRemove }: ItemButtonsProps) {
  return (
    <span className={classes.itemButtons}>
      {count > 1 ? (
        <>
          <ActionIcon
            aria-label={`Move ${label} up`}
            disabled={index === 0}
            onClick={() => onMove(-1)}
            size={24}
          >
            <IconArrowUp size={14} stroke={1.75} />
          </ActionIcon>
          <ActionIcon
            aria-label={`Move ${label} down`}
            disabled={index === count - 1}
            onClick={() => onMove(1)}
            size={24}
          >
            <IconArrowDown size={14} stroke={1.75} />
          </ActionIcon>
        </>
      ) : null}
      <ActionIcon aria-label={`Remove ${label}`} onClick={onRemove} size={24}>
        <IconX size={14} stroke={1.75} />
      </ActionIcon>
    </span>
  );
}

/** The quiet button at the end of a list. */
export function AddButton({ label, onClick, id }: { label: string; onClick(): void; id?: string }) {
  return (
    <Button
      id={id}
      variant="subtle"
      color="gray"
      size="xs"
      leftSection={<IconPlus size={14} stroke={1.75} />}
      onClick={onClick}
      className={classes.add}
    >
      {label}
    </Button>
  );
}

/** Entries of a JSON list have no identity but their place; their state is all in the document. */
export function placeKey(index: number): string {
  return `place-${index}`;
}

/** The list with one entry moved. */
export function moved<Entry>(items: readonly Entry[], index: number, by: number): Entry[] {
  const next = [...items];
  const [entry] = next.splice(index, 1);
  if (entry !== undefined) next.splice(index + by, 0, entry);
  return next;
}

/** An entry with the defaults of its fields, as it is added. */
function startOf(fields: readonly Field[]): JsonObject {
  let start: unknown = {};
  for (const field of fields) {
    if (field.default !== undefined) start = withField(start, field.name, structuredClone(field.default));
  }
  return isObject(start) ? start : {};
}

/** What is filled in, field by field in words, as the line of a folded entry. */
function wordsAbout(item: unknown, fields: readonly Field[]): string[] {
  const words = fields.flatMap((field) => {
    if (field.kind === 'boolean' || field.isAdvanced || !isShown(field, fields, item)) return [];
    const text = textOf(storedValue(field, item));
    if (field.kind !== 'select') return text;
    return field.options.find((option) => String(option.value) === text)?.label ?? text;
  });
  return words.filter((word) => word !== '').slice(0, 4);
}

function asObject(rows: readonly { key: string; text: string }[], before: unknown): JsonObject {
  const old = isObject(before) ? before : {};
  return Object.fromEntries(
    rows
      .filter((row) => row.key !== '')
      // A value that was no text stays what it was until somebody edits it.
      .map((row) => [row.key, asText(old[row.key]) === row.text ? old[row.key] : row.text]),
  );
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : JSON.stringify(value);
}
