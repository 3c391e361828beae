'use client';

import { Menu } from '@mantine/core';
import { ChoiceButton, type FilterChoice } from './choice-button.tsx';
import classes from './filter-bar.module.css';
import { useOpensOnArrival } from './use-late-menu.ts';

interface ChoiceMenuProps {
  choice: FilterChoice;
  chosen: readonly string[];
  onChange: (values: string[]) => void;
}

/** The options of a choice, any number of them. Loaded when wanted, by the filter bar. */
export function ChoiceMenu({ choice, chosen, onChange }: ChoiceMenuProps) {
  const { button, isOpen, setIsOpen } = useOpensOnArrival();
  return (
    <Menu position="bottom-start" closeOnItemClick={false} width={220} opened={isOpen} onChange={setIsOpen}>
      <Menu.Target>
        <ChoiceButton ref={button} choice={choice} chosen={chosen} />
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
