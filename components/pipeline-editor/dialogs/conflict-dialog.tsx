'use client';

import { Button, Group, Modal, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Change } from '../changes.ts';
import type { PipelineDocument } from '../document.ts';
import classes from '../editor.module.css';
import { compareThreeWay, type Dispute, mergeThreeWay, type Side } from '../three-way.ts';
import { formatText } from '../yaml-text.ts';
import { CodeDiff } from './code-diff.tsx';

/** What somebody else saved while this editor was open. */
export interface Conflict {
  theirs: PipelineDocument;
  revision: number;
  savedBy: string;
  savedAt: number;
  /** The words given for the save that met the conflict. */
  message: string;
}

interface ConflictDialogProps {
  conflict: Conflict | undefined;
  base: PipelineDocument;
  mine: PipelineDocument;
  isSaving: boolean;
  onMerge(document: PipelineDocument, conflict: Conflict): void;
  onClose(): void;
}

/** Two people changed the pipeline: both sides, part by part, and nobody's work lost without a choice. */
export function ConflictDialog({ conflict, onClose, ...props }: ConflictDialogProps) {
  return (
    <Modal
      opened={conflict !== undefined}
      onClose={onClose}
      size="min(1080px, 94vw)"
      title={conflict ? `${conflict.savedBy} saved revision ${conflict.revision} meanwhile` : ''}
    >
      {conflict ? <Merge {...props} conflict={conflict} onClose={onClose} /> : null}
    </Modal>
  );
}

function Merge(props: ConflictDialogProps & { conflict: Conflict }) {
  const { conflict, base, mine, isSaving, onMerge, onClose } = props;
  const [choices, setChoices] = useState<Record<string, Side>>({});
  const { mine: ours, theirs, disputes } = compareThreeWay(base, mine, conflict.theirs);
  const open = disputes.filter((dispute) => choices[dispute.id] === undefined).length;
  const chooseAll = (side: Side) =>
    setChoices(Object.fromEntries(disputes.map((dispute) => [dispute.id, side])));
  return (
    <>
      <p className={classes.conflictIntro}>
        {disputes.length === 0
          ? 'Your changes and theirs touch different parts, so both can be kept.'
          : `${disputes.length === 1 ? 'One part was' : `${disputes.length} parts were`} changed by both of you. Choose whose version to keep; everything else is joined.`}
      </p>
      {disputes.length > 1 ? (
        <Group gap="xs" mb="sm">
          <Button size="xs" variant="default" onClick={() => chooseAll('mine')}>
            Keep mine everywhere
          </Button>
          <Button size="xs" variant="default" onClick={() => chooseAll('theirs')}>
            Keep theirs everywhere
          </Button>
        </Group>
      ) : null}
      {disputes.map((dispute) => (
        <DisputeBox
          key={dispute.id}
          dispute={dispute}
          name={conflict.savedBy}
          choice={choices[dispute.id]}
          onChoose={(side) => setChoices({ ...choices, [dispute.id]: side })}
        />
      ))}
      <div className={classes.joined}>
        <JoinedList title="Yours, kept" changes={ours} />
        <JoinedList title={`By ${conflict.savedBy}, kept`} changes={theirs} />
      </div>
      <Group justify="flex-end" className={classes.conflictActions}>
        <Button variant="default" onClick={onClose}>
          Back to my version
        </Button>
        <Button
          loading={isSaving}
          disabled={open > 0}
          onClick={() => onMerge(mergeThreeWay(base, mine, conflict.theirs, choices), conflict)}
        >
          {open > 0 ? `${open} still to choose` : 'Save both together'}
        </Button>
      </Group>
    </>
  );
}

interface DisputeBoxProps {
  dispute: Dispute;
  name: string;
  choice: Side | undefined;
  onChoose(side: Side): void;
}

function DisputeBox({ dispute, name, choice, onChoose }: DisputeBoxProps) {
  return (
    <section className={classes.dispute} aria-label={dispute.label}>
      <header>
        <strong>{dispute.label}</strong>
        <SegmentedControl
          className={classes.segmented}
          size="xs"
          aria-label={`Whose version of ${dispute.label}`}
          value={choice ?? ''}
          onChange={(side) => onChoose(side === 'mine' ? 'mine' : 'theirs')}
          data={[
            { value: 'mine', label: 'Mine' },
            { value: 'theirs', label: name },
          ]}
        />
      </header>
      {isShort(dispute) ? (
        <dl className={classes.threeWay}>
          <dt>Before</dt>
          <dd>{shortText(dispute.base)}</dd>
          <dt>Mine</dt>
          <dd data-chosen={choice === 'mine' || undefined}>{shortText(dispute.mine)}</dd>
          <dt>{name}</dt>
          <dd data-chosen={choice === 'theirs' || undefined}>{shortText(dispute.theirs)}</dd>
        </dl>
      ) : (
        <div className={classes.threeSides}>
          <CodeDiff
            before={longText(dispute.base)}
            after={longText(dispute.mine)}
            beforeLabel="Before"
            afterLabel="Mine"
          />
          <CodeDiff
            before={longText(dispute.base)}
            after={longText(dispute.theirs)}
            beforeLabel="Before"
            afterLabel={name}
          />
        </div>
      )}
    </section>
  );
}

function JoinedList({ title, changes }: { title: string; changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className={classes.changes}>
        {changes.map((change) => (
          <li key={change.id}>{change.label}</li>
        ))}
      </ul>
    </section>
  );
}

function isShort({ base, mine, theirs }: Dispute): boolean {
  return [base, mine, theirs].every((value) => typeof value !== 'object' && shortText(value).length < 120);
}

function shortText(value: unknown): string {
  return value === undefined ? '(absent)' : typeof value === 'string' ? value : JSON.stringify(value);
}

function longText(value: unknown): string {
  return value === undefined ? '(removed)\n' : formatText(value, 'yaml');
}
