'use client';

import { Combobox, Textarea, TextInput, useCombobox } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useRef, useState } from 'react';
import type { Completions } from '../complete-expression.ts';
import classes from './fields.module.css';
import type { FormScope } from './form-scope.ts';
import { useMoreCompletions } from './use-more-completions.ts';

/** A known value offered while typing. */
export interface Choice {
  value: string;
  label?: string;
  detail?: string;
}

interface ExpressionInputProps {
  id: string;
  value: string;
  onChange(value: string): void;
  scope: FormScope;
  /** Known values to choose from; anything else may be typed too. */
  choices?: readonly Choice[];
  /** The whole text is an expression. */
  isBare?: boolean;
  /** At least this many lines; one line when absent. */
  rows?: number;
  isMono?: boolean;
  placeholder?: string;
  error?: string;
  rightSection?: ReactNode;
  onBlur?(): void;
  'aria-label'?: string;
  'aria-describedby'?: string;
  'aria-required'?: boolean;
}

/** A text input that offers known values and, inside `${ }`, ways to go on. */
export function ExpressionInput({
  choices = [],
  rows,
  isBare,
  isMono,
  scope,
  ...props
}: ExpressionInputProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [completions, setCompletions] = useState<Completions>();
  const [isTyping, setIsTyping] = useState(false);
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);

  const more = useMoreCompletions(scope, (found) => {
    setCompletions(found);
    combobox.openDropdown();
  });
  const look = (text: string, cursor: number) => {
    const { document, stageKey } = scope;
    const place = { text, cursor, document, stageKey, isBare };
    const found = scope.complete(place);
    setCompletions(found);
    more.ask(place);
    if (found) {
      combobox.openDropdown();
      // In one line Enter has no other meaning, so the first way to go on stands ready.
      if (rows === undefined && found.from < cursor) combobox.selectFirstOption();
    } else if (choices.length > 0) combobox.openDropdown();
    else combobox.closeDropdown();
  };
  const offered: Choice[] = completions
    ? completions.options.map((option) => ({ value: option.text, detail: option.detail }))
    : matching(choices, isTyping ? props.value : '');

  const take = (text: string) => {
    const cursor = input.current?.selectionStart ?? props.value.length;
    if (!completions) props.onChange(text);
    else {
      const before = props.value.slice(0, completions.from) + text;
      const after = props.value.slice(cursor);
      const isOpen = isBare || after.trimStart().startsWith('}') || text.endsWith('(');
      props.onChange(before + (isOpen ? '' : '}') + after);
      requestAnimationFrame(() => input.current?.setSelectionRange(before.length, before.length));
    }
    setCompletions(undefined);
    more.stop();
    combobox.closeDropdown();
  };
  const shared = {
    ...props,
    ref: input,
    classNames: { input: isMono ? classes.mono : undefined },
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: SyntheticEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const { value, selectionStart } = event.currentTarget;
      setIsTyping(true);
      props.onChange(value);
      look(value, selectionStart ?? value.length);
    },
    onFocus: () => setIsTyping(false),
    onClick: () => choices.length > 0 && combobox.openDropdown(),
    onBlur: () => {
      combobox.closeDropdown();
      setCompletions(undefined);
      more.stop();
      props.onBlur?.();
    },
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={take}
      position="bottom-start"
      middlewares={{ flip: true, shift: true }}
      shadow="md"
    >
      <Combobox.Target withKeyboardNavigation targetType="input">
        {rows === undefined ? (
          <TextInput {...shared} error={Boolean(props.error)} />
        ) : (
          <Textarea {...shared} error={Boolean(props.error)} autosize minRows={rows} maxRows={24} />
        )}
      </Combobox.Target>
      <Combobox.Dropdown hidden={offered.length === 0}>
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }}>
          {offered.map((choice) => (
            <Combobox.Option value={choice.value} key={choice.value} className={classes.option}>
              <span className={completions ? classes.mono : undefined}>{choice.label ?? choice.value}</span>
              {choice.detail ? <small>{choice.detail}</small> : null}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function matching(choices: readonly Choice[], typed: string): Choice[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '' || choices.some((choice) => choice.value === typed)) return choices.slice(0, 100);
  return choices
    .filter((choice) => `${choice.value} ${choice.label ?? ''}`.toLowerCase().includes(wanted))
    .slice(0, 100);
}
