'use client';

import { ActionIcon, Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconPencil, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { runStatus, stageStatus } from '#components/executions/run-status.ts';
import { places } from '#components/layout/places.ts';
import { Age, Duration } from '#components/status/age.tsx';
import { StageBar } from '#components/status/stage-bar.tsx';
import { Chip, StatusChip } from '#components/status/status-chip.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { call } from '#lib/client/call.ts';
import { keys } from '#lib/client/query-keys.ts';
import type { ExecutionSummary } from '#lib/executions/schema.ts';
import { deletePipelineApi } from '#lib/pipelines/api.ts';
import type { PipelineSummary } from '#lib/pipelines/schema.ts';
import classes from './pipelines.module.css';
import { StartDialog } from './start-dialog.tsx';

interface Props {
  pipeline: PipelineSummary;
  /** Undefined while they are being fetched. */
  runs: readonly ExecutionSummary[] | undefined;
  mayStart: boolean;
}

/** One pipeline with its recent runs as rows. */
export function PipelinePanel({ pipeline, runs, mayStart }: Props) {
  const client = useQueryClient();
  const [isStarting, starting] = useDisclosure(false);
  const [isDeleting, deleting] = useDisclosure(false);
  const { id, name, application } = pipeline;
  return (
    <Panel
      title={<Link href={places.pipeline(application, id)}>{name}</Link>}
      note={pipeline.disabled ? <Chip tone="idle">Disabled</Chip> : pipeline.description}
      actions={
        <>
          {mayStart ? (
            <Button
              size="xs"
              disabled={pipeline.disabled}
              leftSection={<IconPlayerPlay size={14} aria-hidden />}
              onClick={starting.open}
              aria-label={`Start ${name}`}
            >
              Start
            </Button>
          ) : null}
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={`More about ${name}`}>
                <IconDots size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                component={Link}
                href={places.pipeline(application, id)}
                leftSection={<IconPencil size={15} aria-hidden />}
              >
                Edit
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={15} aria-hidden />}
                onClick={deleting.open}
              >
                Delete
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      {runs?.length === 0 ? <p className={classes.none}>It has not run yet.</p> : null}
      {runs?.map((run) => (
        <RunRow key={run.id} run={run} />
      ))}
      <StartDialog
        isOpen={isStarting}
        onClose={starting.close}
        pipelineId={id}
        name={name}
        application={application}
      />
      <ConfirmDialog
        isOpen={isDeleting}
        onClose={deleting.close}
        title={`Delete the pipeline "${name}"?`}
        action="Delete"
        isDestructive
        onConfirm={async () => {
          await call(deletePipelineApi, { params: { id } });
          await client.invalidateQueries({ queryKey: keys.pipelines(application) });
        }}
      >
        <p>Runs that have begun go on with their own copy, and past runs stay.</p>
      </ConfirmDialog>
    </Panel>
  );
}

function RunRow({ run }: { run: ExecutionSummary }) {
  const bars = run.stages.map((stage) => ({ ...stage, status: stageStatus(stage) }));
  return (
    <Link
      href={places.execution(run.application, run.id)}
      className={classes.run}
      aria-label={`Run of ${run.name} by ${run.user}`}
    >
      <span>
        <StatusChip status={runStatus(run)} />
      </span>
      <StageBar stages={bars} />
      <span className={classes.by}>
        {run.user}
        {run.isDryRun ? ' · dry run' : ''}
      </span>
      <span className={classes.number}>
        {run.startTime === null ? '' : <Duration startTime={run.startTime} endTime={run.endTime} />}
      </span>
      <span className={classes.number}>
        <Age at={run.buildTime} />
      </span>
      {run.error && run.status === 'TERMINAL' ? <span className={classes.error}>{run.error}</span> : null}
    </Link>
  );
}
