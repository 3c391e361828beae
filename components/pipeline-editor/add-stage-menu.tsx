'use client';

import { Modal, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { stageIcon } from '#components/graph/stage-icons.ts';
import type { StageDescription } from '#lib/stages/fields.ts';
import classes from './editor.module.css';
import { searchStages } from './palette.tsx';

interface AddStageMenuProps {
  /** "Add a stage after Deploy", or undefined while closed. */
  title: string | undefined;
  descriptions: readonly StageDescription[];
  onPick(description: StageDescription): void;
  onClose(): void;
}

/** Choose a kind of stage by typing a few letters: the keyboard's way to the palette. */
export function AddStageMenu({ title, ...props }: AddStageMenuProps) {
  return (
    <Modal
      opened={title !== undefined}
      onClose={props.onClose}
      title={title}
      size={440}
      returnFocus={false}
      // Gone at once: a key pressed while it fades would find the letters of the last search in it.
      transitionProps={{ duration: 0 }}
    >
      <StageChooser {...props} />
    </Modal>
  );
}

function StageChooser({ descriptions, onPick }: Omit<AddStageMenuProps, 'title'>) {
  const id = useId();
  const [search, setSearch] = useState('');
  const [active, setActive] = useState(0);
  const found = searchStages(descriptions, search);
  const at = Math.min(active, found.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = found[at];
    if (event.key === 'ArrowDown') setActive((at + 1) % Math.max(1, found.length));
    else if (event.key === 'ArrowUp') setActive((at - 1 + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter' && chosen) onPick(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        data-autofocus
        aria-label="Kind of stage"
        placeholder="Deploy, approval, wait …"
        leftSection={<IconSearch size={15} stroke={1.75} aria-hidden />}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={found[at] ? `${id}-${found[at].type}` : undefined}
      />
      <div role="listbox" id={`${id}-list`} aria-label="Kinds of stages" className={classes.chooser}>
        {found.map((description, index) => {
          const StageTypeIcon = stageIcon(description.type, description.icon);
          return (
            <div
              key={description.type}
              id={`${id}-${description.type}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={classes.chooserItem}
              ref={(element) => {
                if (index === at) element?.scrollIntoView({ block: 'nearest' });
              }}
              onClick={() => onPick(description)}
              onKeyDown={onKeyDown}
              onMouseMove={() => setActive(index)}
            >
              <StageTypeIcon size={17} stroke={1.75} aria-hidden />
              <span>
                <strong>{description.label}</strong>
                <small>{description.description}</small>
              </span>
            </div>
          );
        })}
        {found.length === 0 ? <p className={classes.faint}>No stage is called that.</p> : null}
      </div>
    </>
  );
}
