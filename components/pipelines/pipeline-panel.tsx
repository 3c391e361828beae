'use client';

import { ActionIcon, Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconPencil, IconPlayerPlay, IconRoute, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { places } from '#components/layout/places.ts';
import { Chip } from '#components/status/status-chip.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ListSkeleton } from '#components/ui/skeletons.tsx';
import { call } from '#lib/client/call.ts';
import { keys } from '#lib/client/query-keys.ts';
import type { ExecutionSummary } from '#lib/executions/schema.ts';
import type { deletePipelineApi } from '#lib/pipelines/api.ts';
import type { PipelineSummary } from '#lib/pipelines/schema.ts';
import { filterRuns, type RunFilters } from './filter-runs.ts';
import { OlderRuns } from './older-runs.tsx';
import classes from './pipelines.module.css';
import { RunRow } from './run-row.tsx';

// Reading a pipeline's parameters needs the whole definition schema; only whoever starts one fetches it.
const StartDialog = dynamic(() => import('./start-dialog.tsx').then((module) => module.StartDialog), {
  ssr: false,
});

interface Props {
  pipeline: PipelineSummary;
  /** Undefined while they are being fetched. */
  runs: readonly ExecutionSummary[] | undefined;
  mayStart: boolean;
  mayWrite: boolean;
  /** There may be more than `runs`. */
  hasOlder: boolean;
  filters: RunFilters;
}

/** One pipeline with its recent runs as rows. */
export function PipelinePanel({ pipeline, runs, mayStart, mayWrite, hasOlder, filters }: Props) {
  const client = useQueryClient();
  const [isStarting, starting] = useDisclosure(false);
  const [isDeleting, deleting] = useDisclosure(false);
  const { id, name, application } = pipeline;
  return (
    <Panel
      title={
        <>
          <IconRoute size={15} stroke={1.75} aria-hidden />
          <Link href={places.pipeline(application, id)} className={classes.name}>
            {name}
          </Link>
        </>
      }
      note={pipeline.disabled ? <Chip tone="idle">Disabled</Chip> : pipeline.description}
      actions={
        <>
          <Button
            component={Link}
            href={places.pipeline(application, id)}
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<IconPencil size={14} aria-hidden />}
            aria-label={`Edit ${name}`}
          >
            Edit
          </Button>
          {mayStart ? (
            <Button
              size="xs"
              variant="default"
              disabled={pipeline.disabled}
              leftSection={<IconPlayerPlay size={14} aria-hidden />}
              onClick={starting.open}
              aria-label={`Start ${name}`}
            >
              Start
            </Button>
          ) : null}
          {mayWrite ? (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon aria-label={`More about ${name}`}>
                  <IconDots size={16} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  color="red"
                  leftSection={<IconTrash size={15} aria-hidden />}
                  onClick={deleting.open}
                >
                  Delete
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          ) : null}
        </>
      }
    >
      {runs?.length === 0 && !hasOlder ? <p className={classes.none}>It has not run yet.</p> : null}
      {(runs ? filterRuns(runs, filters) : []).map((run) => (
        <RunRow key={run.id} run={run} mayStart={mayStart} />
      ))}
      {runs === undefined ? <ListSkeleton rows={2} /> : null}
      {hasOlder && runs ? (
        <OlderRuns pipeline={pipeline} after={runs} filters={filters} mayStart={mayStart} />
      ) : null}
      {isStarting ? (
        <StartDialog
          isOpen={isStarting}
          onClose={starting.close}
          pipelineId={id}
          name={name}
          application={application}
        />
      ) : null}
      <ConfirmDialog
        isOpen={isDeleting}
        onClose={deleting.close}
        title={`Delete the pipeline "${name}"?`}
        action="Delete"
        isDestructive
        onConfirm={async () => {
          await call<typeof deletePipelineApi>('DELETE /pipelines/{id}', { params: { id } });
          await client.invalidateQueries({ queryKey: keys.pipelines(application) });
        }}
      >
        <p>Runs that have begun go on with their own copy, and past runs stay.</p>
      </ConfirmDialog>
    </Panel>
  );
}
