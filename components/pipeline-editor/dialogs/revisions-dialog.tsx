'use client';

import { Button, Group, Modal, SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { PipelineDocument } from '../document.ts';
import classes from '../editor.module.css';
import type { PipelineEditorProps } from '../editor-props.ts';
import { formatText } from '../yaml-text.ts';
import { CodeDiff } from './code-diff.tsx';

interface RevisionsDialogProps {
  isOpen: boolean;
  document: PipelineDocument;
  /** The revision this editor started from. */
  revision: number;
  loadRevisions: NonNullable<PipelineEditorProps['loadRevisions']>;
  loadRevision: NonNullable<PipelineEditorProps['loadRevision']>;
  isReadOnly: boolean;
  onRestore(document: PipelineDocument, revision: number): void;
  onClose(): void;
}

/** Earlier versions: who saved them and why, what differs, and the way back to one. */
export function RevisionsDialog({ isOpen, onClose, ...props }: RevisionsDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Revisions" size="min(1180px, 94vw)">
      <Revisions {...props} />
    </Modal>
  );
}

function Revisions(props: Omit<RevisionsDialogProps, 'isOpen' | 'onClose'>) {
  const list = useQuery({
    queryKey: ['pipeline-editor', 'revisions', props.document.id, props.revision],
    queryFn: props.loadRevisions,
  });
  const [chosen, setChosen] = useState<number>();
  if (list.isPending) return <Skeleton height={320} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data.length === 0) return <p className={classes.faint}>Nothing has been saved yet.</p>;
  // The one that is open differs from nothing: the one before it is what somebody comes to see.
  const before = list.data.find((entry) => entry.revision < props.revision) ?? list.data[0];
  const selected = chosen ?? before?.revision;
  const previous = list.data.find((entry) => selected !== undefined && entry.revision < selected)?.revision;
  return (
    <div className={classes.revisions}>
      <ol className={classes.revisionList} reversed>
        {list.data.map((entry) => (
          <li key={entry.revision}>
            <button
              type="button"
              className={classes.revision}
              aria-pressed={entry.revision === selected}
              onClick={() => setChosen(entry.revision)}
            >
              <span>
                <strong>
                  Revision {entry.revision} {entry.revision === props.revision ? <Tag>open here</Tag> : null}
                </strong>
                <time dateTime={new Date(entry.savedAt).toISOString()}>{formatMoment(entry.savedAt)}</time>
              </span>
              <span className={classes.faint}>{entry.savedBy}</span>
              {entry.message ? <span>{entry.message}</span> : null}
            </button>
          </li>
        ))}
      </ol>
      {selected === undefined ? null : <RevisionDiff {...props} selected={selected} previous={previous} />}
    </div>
  );
}

interface RevisionDiffProps extends Omit<RevisionsDialogProps, 'isOpen' | 'onClose'> {
  selected: number;
  previous: number | undefined;
}

function RevisionDiff(props: RevisionDiffProps) {
  const { document, selected, previous, loadRevision, isReadOnly, onRestore } = props;
  const [against, setAgainst] = useState<'now' | 'previous'>('now');
  const load = (revision: number | undefined) => ({
    queryKey: ['pipeline-editor', 'revision', document.id, revision],
    queryFn: () => (revision === undefined ? Promise.resolve({}) : loadRevision(revision)),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const version = useQuery(load(selected));
  const before = useQuery({ ...load(previous), enabled: against === 'previous' });
  const pair =
    against === 'now' ? { from: version.data, to: document } : { from: before.data, to: version.data };
  const failed = version.isError ? version : against === 'previous' && before.isError ? before : undefined;
  return (
    <div className={classes.revisionDiff}>
      <Group justify="space-between" mb="xs">
        <SegmentedControl
          className={classes.segmented}
          size="xs"
          aria-label="Compare with"
          value={against}
          onChange={(value) => setAgainst(value === 'previous' ? 'previous' : 'now')}
          data={[
            { value: 'now', label: 'Against what is open' },
            { value: 'previous', label: 'Against the one before' },
          ]}
        />
        <Button
          size="xs"
          disabled={isReadOnly || !version.data}
          onClick={() => version.data && onRestore(version.data, selected)}
        >
          Restore revision {selected}
        </Button>
      </Group>
      {failed ? <ErrorState error={failed.error} onRetry={() => void failed.refetch()} /> : null}
      {!failed && pair.from && pair.to ? (
        <CodeDiff
          before={formatText(pair.from, 'yaml')}
          after={formatText(pair.to, 'yaml')}
          beforeLabel={
            against === 'now' ? `Revision ${selected}` : previous ? `Revision ${previous}` : 'Nothing'
          }
          afterLabel={against === 'now' ? 'What is open here' : `Revision ${selected}`}
        />
      ) : null}
      {failed || (pair.from && pair.to) ? null : <Skeleton height={280} />}
    </div>
  );
}

function formatMoment(at: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
