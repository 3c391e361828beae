'use client';

import { Button, type ButtonProps } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import classes from './filter-bar.module.css';

/** A list of choices kept in the URL under `key`; none chosen = all. */
export interface FilterChoice {
  key: string;
  label: string;
  options: readonly { value: string; label: string }[];
}

interface ChoiceButtonProps extends ButtonProps, Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps> {
  choice: FilterChoice;
  chosen: readonly string[];
}

/** Names a choice and what of it is chosen. */
export function ChoiceButton({ choice, chosen, ...button }: ChoiceButtonProps) {
  const only = chosen.length === 1 ? choice.options.find((option) => option.value === chosen[0]) : undefined;
  return (
    <Button
      {...button}
      variant="default"
      size="xs"
      data-chosen={chosen.length > 0 || undefined}
      className={classes.choice}
      rightSection={<IconChevronDown size={13} aria-hidden />}
    >
      {choice.label}
      {chosen.length === 0 ? '' : `: ${only?.label ?? `${chosen.length} chosen`}`}
    </Button>
  );
}
