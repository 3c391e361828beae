'use client';

import { ActionIcon, Anchor, Avatar, Button, Popover, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDeviceFloppy,
  IconGitMerge,
  IconHistory,
  IconLock,
  IconPencil,
  IconTestPipe,
} from '@tabler/icons-react';
import { initialsOf } from '#components/layout/initials-of.ts';
import type { Change } from './changes.ts';
import classes from './editor.module.css';
import type { PipelineEditorProps, Presence } from './editor-props.ts';

interface EditorHeaderProps {
  name: string;
  trail: readonly { label: string; href: string }[];
  revision: number;
  changes: readonly Change[];
  presence: readonly Presence[];
  stageName(key: string | undefined): string | undefined;
  /** What somebody else saved meanwhile. */
  newer: PipelineEditorProps['newer'];
  onReload?(): void;
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
      {props.newer ? (
        <Newer newer={props.newer} hasChanges={changes.length > 0} onReload={props.onReload} />
      ) : null}
      <span className={classes.grow} />
      <Others presence={presence} stageName={props.stageName} />
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

interface NewerProps {
  newer: NonNullable<PipelineEditorProps['newer']>;
  hasChanges: boolean;
  onReload?(): void;
}

/** Said as soon as it happens, so that nobody works for an hour on what has changed under them. */
function Newer({ newer, hasChanges, onReload }: NewerProps) {
  const { revision, savedBy } = newer;
  return (
    <span className={classes.unsaved} data-quiet role="status">
      <IconGitMerge size={14} stroke={1.75} aria-hidden />
      {savedBy} saved revision {revision}
      {hasChanges ? ':' : null}
      {hasChanges ? (
        <span className={classes.faint}>both are joined when you save</span>
      ) : (
        <Button variant="subtle" size="compact-xs" onClick={onReload}>
          Open it
        </Button>
      )}
    </span>
  );
}

function Others({ presence, stageName }: Pick<EditorHeaderProps, 'presence' | 'stageName'>) {
  if (presence.length === 0) return null;
  const sentence = ({ name, stageKey }: Presence) => {
    const stage = stageName(stageKey);
    return `${name} ${name.startsWith('You') ? 'have' : 'has'} this pipeline open too${stage ? `, at ${stage}` : ''}`;
  };
  const rest = presence.slice(4);
  return (
    <Avatar.Group spacing="xs">
      {presence.slice(0, 4).map((person) => (
        <Tooltip key={person.id} label={sentence(person)}>
          <Avatar
            size={30}
            radius="xl"
            name={person.name}
            className={classes.person}
            tabIndex={0}
            role="img"
            aria-label={sentence(person)}
          >
            {initialsOf(person.name)}
          </Avatar>
        </Tooltip>
      ))}
      {rest.length > 0 ? (
        <Tooltip label={rest.map(({ name }) => name).join(', ')}>
          <Avatar size={30} radius="xl" role="img" aria-label={`${rest.length} more have it open`}>
            +{rest.length}
          </Avatar>
        </Tooltip>
      ) : null}
    </Avatar.Group>
  );
}
