'use client';

import { Modal } from '@mantine/core';
import { Kbd } from '#components/ui/tag.tsx';
import classes from './frame.module.css';
import { generalKeys, jumpsFrom } from './jumps.ts';

interface KeysDialogProps {
  onClose: () => void;
  pathname: string;
}

/** Every key that works here. */
export function KeysDialog({ onClose, pathname }: KeysDialogProps) {
  return (
    <Modal opened onClose={onClose} title="Keys">
      <KeyList title="Everywhere" entries={generalKeys} />
      <KeyList title="Go to" entries={jumpsFrom(pathname)} />
    </Modal>
  );
}

function KeyList({ title, entries }: { title: string; entries: readonly { keys: string; label: string }[] }) {
  return (
    <section className={classes.keys}>
      <h3>{title}</h3>
      <dl>
        {entries.map((entry) => (
          <div key={entry.keys}>
            <dt>{entry.label}</dt>
            <dd>
              {entry.keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
