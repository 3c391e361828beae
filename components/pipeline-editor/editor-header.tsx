'use client';

import { ActionIcon, Anchor, Avatar, Button, Popover, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDeviceFloppy,
  IconHistory,
  IconLock,
  IconPencil,
  IconTestPipe,
} from '@tabler/icons-react';
import type { Change } from './changes.ts';
import classes from './editor.module.css';
import type { Presence } from './editor-props.ts';

interface EditorHeaderProps {
  name: string;
  trail: readonly { label: string; href: string }[];
  revision: number;
  changes: readonly Change[];
  presence: readonly Presence[];
  readOnlyReason: string | undefined;
  /** Lifts a lock kept in the document, where that is allowed. */
  onUnlock?(): void;
  /** Words for what undo and redo would do; undefined when there is nothing. */
  undoes: string | undefined;
  redoes: string | undefined;
  isSaving: boolean;
  onUndo(): void;
  onRedo(): void;
  onRevert(): void;
  onRevisions?(): void;
  onDryRun?(): void;
  onSave(): void;
}

/** Name, what is not saved, who else is here, and what can be done with the whole. */
export function EditorHeader(props: EditorHeaderProps) {
  const { name, trail, revision, changes, presence, readOnlyReason } = props;
  return (
    <header className={classes.header}>
      <div className={classes.title}>
        <nav aria-label="Where this is" className={classes.trail}>
          {trail.map((step, index) => (
            <span key={step.href}>
              {index > 0 ? ' / ' : ''}
              <Anchor href={step.href} inherit c="inherit">
                {step.label}
              </Anchor>
            </span>
          ))}
        </nav>
        <h1>{name || 'Pipeline without a name'}</h1>
      </div>
      {readOnlyReason ? (
        <span className={classes.unsaved} data-quiet>
          <IconLock size={14} stroke={1.75} aria-hidden /> {readOnlyReason}
          {props.onUnlock ? (
            <Button variant="subtle" size="xs" onClick={props.onUnlock}>
              Unlock
            </Button>
          ) : null}
        </span>
      ) : (
        <Unsaved changes={changes} onRevert={props.onRevert} />
      )}
      <span className={classes.grow} />
      <Others presence={presence} />
      {readOnlyReason ? null : (
        <span className={classes.steps}>
          <Tooltip label={props.undoes ? `Undo: ${props.undoes}` : 'Nothing to undo'}>
            <ActionIcon aria-label="Undo" aria-disabled={!props.undoes} onClick={props.onUndo}>
              <IconArrowBackUp size={17} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={props.redoes ? `Redo: ${props.redoes}` : 'Nothing to redo'}>
            <ActionIcon aria-label="Redo" aria-disabled={!props.redoes} onClick={props.onRedo}>
              <IconArrowForwardUp size={17} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </span>
      )}
      {props.onRevisions ? (
        <Button
          variant="default"
          leftSection={<IconHistory size={16} stroke={1.75} />}
          onClick={props.onRevisions}
        >
          Revision {revision}
        </Button>
      ) : null}
      {props.onDryRun ? (
        <Button
          variant="default"
          leftSection={<IconTestPipe size={16} stroke={1.75} />}
          onClick={props.onDryRun}
        >
          Dry run
        </Button>
      ) : null}
      {readOnlyReason ? null : (
        <Button
          leftSection={<IconDeviceFloppy size={16} stroke={1.75} />}
          onClick={props.onSave}
          loading={props.isSaving}
          disabled={changes.length === 0}
        >
          Save
        </Button>
      )}
    </header>
  );
}

function Unsaved({ changes, onRevert }: Pick<EditorHeaderProps, 'changes' | 'onRevert'>) {
  if (changes.length === 0) return null;
  return (
    <Popover position="bottom-start" shadow="md" width={320}>
      <Popover.Target>
        <button type="button" className={classes.unsaved}>
          <IconPencil size={14} stroke={1.75} aria-hidden />
          {changes.length === 1 ? '1 change not saved' : `${changes.length} changes not saved`}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <ChangeList changes={changes} />
        <Button variant="subtle" color="red" size="xs" onClick={onRevert}>
          Go back to the saved version
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What was changed, in words, the first twenty. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const shown = changes.slice(0, 20);
  return (
    <ul className={classes.changes}>
      {shown.map((change) => (
        <li key={change.id}>{change.label}</li>
      ))}
      {changes.length > shown.length ? <li>and {changes.length - shown.length} more</li> : null}
    </ul>
  );
}

function Others({ presence }: { presence: readonly Presence[] }) {
  if (presence.length === 0) return null;
  return (
    <Avatar.Group spacing="xs">
      {presence.slice(0, 4).map((person) => (
        <Tooltip key={person.id} label={`${person.name} has this pipeline open too`}>
          <Avatar
            size={30}
            radius="xl"
            name={person.name}
            color="initials"
            tabIndex={0}
            role="img"
            aria-label={`${person.name} has this pipeline open too`}
          >
            {initials(person.name)}
          </Avatar>
        </Tooltip>
      ))}
      {presence.length > 4 ? <Avatar size={30}>+{presence.length - 4}</Avatar> : null}
    </Avatar.Group>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s.@_-]+/).filter(Boolean);
  return ((words[0]?.[0] ?? '') + (words[1]?.[0] ?? '')).toUpperCase();
}
