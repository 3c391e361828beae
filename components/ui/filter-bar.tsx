'use client';

import { Button, TextInput } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { debounce, parseAsArrayOf, parseAsString, useQueryState, useQueryStates } from 'nuqs';
import { lazy, type ReactNode, Suspense } from 'react';
import { ChoiceButton, type FilterChoice } from './choice-button.tsx';
import classes from './filter-bar.module.css';
import { Kbd } from './tag.tsx';
import { useLateMenu } from './use-late-menu.ts';

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
        <Choice
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

interface ChoiceProps {
  choice: FilterChoice;
  chosen: readonly string[];
  onChange: (values: string[]) => void;
}

const load = () => import('./choice-menu.tsx').then(({ ChoiceMenu }) => ({ default: ChoiceMenu }));
const ChoiceMenu = lazy(load);

function Choice(props: ChoiceProps) {
  const { isWanted, handlers } = useLateMenu(load);
  const alone = <ChoiceButton choice={props.choice} chosen={props.chosen} {...handlers} />;
  if (!isWanted) return alone;
  return (
    <Suspense fallback={alone}>
      <ChoiceMenu {...props} />
    </Suspense>
  );
}
