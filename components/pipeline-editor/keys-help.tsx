'use client';

import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { Kbd } from '#components/ui/tag.tsx';
import classes from './editor.module.css';

const KEYS: readonly (readonly [keys: string, meaning: string])[] = [
  ['← → ↑ ↓', 'walk from stage to stage'],
  ['Shift ←', 'select several on the way'],
  ['Enter', 'open the form of the stage'],
  ['Esc', 'back to the canvas'],
  ['A', 'add a stage after the selected'],
  ['B', 'add a stage before it'],
  ['C', 'connect: walk to another stage, then Enter'],
  ['Del', 'remove and join what is left'],
  ['Shift Del', 'remove without joining'],
  ['Alt ↑', 'move a branch up, Alt ↓ down'],
  ['Ctrl C', 'copy, Ctrl X cut, Ctrl V paste'],
  ['Ctrl D', 'duplicate'],
  ['Ctrl Z', 'undo, Ctrl Y redo'],
  ['Ctrl S', 'save'],
];

/** What the keys do on the canvas. */
export function KeysHelp() {
  return (
    <Popover position="bottom-end" shadow="md" width={330}>
      <Popover.Target>
        <Tooltip label="Keys">
          <ActionIcon variant="default" size={26} aria-label="Keys of the canvas">
            <IconKeyboard size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <dl className={classes.keys}>
          {KEYS.map(([keys, meaning]) => (
            <div key={keys}>
              <dt>
                <Kbd>{keys}</Kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}
