'use client';

import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import classes from './confirm-dialog.module.css';
import { errorSentence } from './describe-error.ts';
import { Notice } from './error-state.tsx';

export interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  /** Asks, and names the object: "Delete storefront v012 in prod-eu?" */
  title: string;
  /** What will happen; a preview or a diff stands here. */
  children?: ReactNode;
  /** The verb on the button: "Delete". */
  action: string;
  onConfirm: () => Promise<unknown>;
  isDestructive?: boolean;
  /** For production: this name must be typed before the button works. */
  typedName?: string;
  /** Whether what was filled in can be taken as it is. Default true. */
  isReady?: boolean;
  /** Wider, when a diff is shown. */
  size?: 'md' | 'xl';
}

/** Asks before what cannot be undone. Stays open, with the reason, when the server refuses. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.title} size={props.size ?? 'md'}>
      {props.isOpen ? <Question {...props} /> : null}
    </Modal>
  );
}

function Question(props: ConfirmDialogProps) {
  const { onClose, children, action, onConfirm, isDestructive, typedName } = props;
  const [typed, setTyped] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isReady = (props.isReady ?? true) && (typedName === undefined || typed.trim() === typedName);

  async function confirm(event: FormEvent) {
    event.preventDefault();
    if (!isReady || isBusy) return;
    setIsBusy(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
    } catch (cause) {
      setError(cause);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <form className={classes.form} onSubmit={(event) => void confirm(event)}>
      {children}
      {typedName === undefined ? null : (
        <TextInput
          label={
            <>
              This is production. Type <code className={classes.typed}>{typedName}</code> to go on
            </>
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
      )}
      {error ? (
        <Notice tone="bad" title={`Could not ${action.toLowerCase()}`}>
          {errorSentence(error)}
        </Notice>
      ) : null}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose} data-autofocus={typedName === undefined || undefined}>
          Cancel
        </Button>
        <Button type="submit" color={isDestructive ? 'red' : undefined} disabled={!isReady} loading={isBusy}>
          {action}
        </Button>
      </div>
    </form>
  );
}
