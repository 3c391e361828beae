'use client';

import { Button, Menu, TextInput } from '@mantine/core';
import { IconChevronDown, IconFilter, IconX } from '@tabler/icons-react';
import { debounce, parseAsArrayOf, parseAsString, useQueryState, useQueryStates } from 'nuqs';
import type { ReactNode } from 'react';
import classes from './filter-bar.module.css';
import { Kbd } from './tag.tsx';

/** A list of choices kept in the URL under `key`; none chosen = all. */
export interface FilterChoice {
  key: string;
  label: string;
  options: readonly { value: string; label: string }[];
}

interface FilterBarProps {
  choices?: readonly FilterChoice[];
  placeholder?: string;
  /** What is shown, at the right: "4 clusters · 41 pods". */
  summary?: ReactNode;
  actions?: ReactNode;
}

const text = parseAsString.withDefault('').withOptions({ limitUrlUpdates: debounce(200) });
const list = parseAsArrayOf(parseAsString).withDefault([]);

/** Search text and choices above a list, all of it in the URL. `/` goes to the search field from anywhere. */
export function FilterBar({ choices = [], placeholder = 'Filter', summary, actions }: FilterBarProps) {
  const { search, setSearch, chosen, setChosen, isFiltered, clear } = useFilters(choices);
  return (
    <search className={classes.bar}>
      <TextInput
        className={classes.search}
        aria-label={placeholder}
        placeholder={placeholder}
        data-filter-field
        leftSection={<IconFilter size={15} stroke={1.75} aria-hidden />}
        rightSection={search ? null : <Kbd>/</Kbd>}
        value={search}
        onChange={(event) => void setSearch(event.currentTarget.value || null)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      {choices.map((choice) => (
        <ChoiceMenu
          key={choice.key}
          choice={choice}
          chosen={chosen[choice.key] ?? []}
          onChange={(values) => void setChosen({ [choice.key]: values.length > 0 ? values : null })}
        />
      ))}
      {isFiltered ? (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          leftSection={<IconX size={13} aria-hidden />}
          onClick={clear}
        >
          Clear
        </Button>
      ) : null}
      {summary ? <span className={classes.summary}>{summary}</span> : null}
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </search>
  );
}

/** The same state for whoever filters the rows. `key` `q` is the search text. */
export function useFilters(choices: readonly FilterChoice[]) {
  const [search, setSearch] = useQueryState('q', text);
  const [chosen, setChosen] = useQueryStates(Object.fromEntries(choices.map(({ key }) => [key, list])));
  const isFiltered = search !== '' || Object.values(chosen).some((values) => values.length > 0);
  function clear() {
    void setSearch(null);
    void setChosen(null);
  }
  return { search, setSearch, chosen, setChosen, isFiltered, clear };
}

interface ChoiceMenuProps {
  choice: FilterChoice;
  chosen: readonly string[];
  onChange: (values: string[]) => void;
}

function ChoiceMenu({ choice, chosen, onChange }: ChoiceMenuProps) {
  const only = chosen.length === 1 ? choice.options.find((option) => option.value === chosen[0]) : undefined;
  return (
    <Menu position="bottom-start" closeOnItemClick={false} width={220}>
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          data-chosen={chosen.length > 0 || undefined}
          className={classes.choice}
          rightSection={<IconChevronDown size={13} aria-hidden />}
        >
          {choice.label}
          {chosen.length === 0 ? '' : `: ${only?.label ?? `${chosen.length} chosen`}`}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        {choice.options.map((option) => {
          const isChosen = chosen.includes(option.value);
          return (
            <Menu.CheckboxItem
              key={option.value}
              value={option.value}
              checked={isChosen}
              onChange={() =>
                onChange(
                  isChosen ? chosen.filter((value) => value !== option.value) : [...chosen, option.value],
                )
              }
            >
              {option.label}
            </Menu.CheckboxItem>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
