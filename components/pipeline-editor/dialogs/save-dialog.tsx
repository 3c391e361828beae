'use client';

import { Button, Group, Modal, Textarea } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import type { Change } from '../changes.ts';
import classes from '../editor.module.css';
import { ChangeList } from '../editor-header.tsx';

interface SaveDialogProps {
  isOpen: boolean;
  changes: readonly Change[];
  errorCount: number;
  isSaving: boolean;
  /** Why the last try failed. */
  refusal: string | undefined;
  onSave(message: string): void;
  onClose(): void;
}

/** Asks for a few words and shows what they will stand for. */
export function SaveDialog({ isOpen, onClose, ...props }: SaveDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Save the pipeline" size={480}>
      <SaveForm {...props} onClose={onClose} />
    </Modal>
  );
}

function SaveForm(props: Omit<SaveDialogProps, 'isOpen'>) {
  const { changes, errorCount, isSaving, refusal, onSave, onClose } = props;
  const [message, setMessage] = useState('');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    if (!isSaving) onSave(message.trim());
  };
  return (
    <>
      <Textarea
        data-autofocus
        label="What changed, and why"
        description="Shown in the list of revisions. May stay empty."
        autosize
        minRows={2}
        maxLength={500}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ChangeList changes={changes} />
      {errorCount > 0 ? (
        <p className={classes.note}>
          {errorCount === 1 ? 'One problem is' : `${errorCount} problems are`} still open. A run will fail
          there.
        </p>
      ) : null}
      {refusal ? (
        <p className={classes.fault} role="alert">
          {refusal}
        </p>
      ) : null}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Not yet
        </Button>
        <Button onClick={() => onSave(message.trim())} loading={isSaving}>
          Save
        </Button>
      </Group>
    </>
  );
}
