'use client';

import { ActionIcon, Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconBraces,
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { places } from '#components/layout/places.ts';
import { Chip, StatusChip } from '#components/status/status-chip.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import { PageHeader } from '#components/ui/page-header.tsx';
import { call } from '#lib/client/call.ts';
import { keys } from '#lib/client/query-keys.ts';
import { isComplete } from '#lib/engine/statuses.ts';
import type { deleteExecutionApi, pauseExecutionApi, resumeExecutionApi } from '#lib/executions/api.ts';
import type { ExecutionDetail } from '#lib/executions/schema.ts';
import classes from './execution.module.css';
import { CancelDialog, RerunDialog } from './run-dialogs.tsx';
import { inputsOf, RunFacts } from './run-facts.tsx';
import { runStatus } from './run-status.ts';

/** Who started the run with what, how long it takes, and what can be done with it as a whole. */
export function ExecutionHeader({ application, run }: { application: string; run: ExecutionDetail }) {
  const isTask = run.type === 'ORCHESTRATION';
  const pipeline = { label: 'Pipelines', href: places.pipelines(application) };
  return (
    <PageHeader
      title={
        <>
          {run.name}
          {isTask ? null : <span className={classes.runNumber}> #{run.number}</span>}
        </>
      }
      breadcrumbs={[
        { label: application, href: places.clusters(application) },
        isTask ? { label: 'Tasks', href: places.tasks(application) } : pipeline,
        ...(run.pipelineId ? [{ label: run.name, href: places.pipeline(application, run.pipelineId) }] : []),
      ]}
      chips={
        <>
          <StatusChip status={runStatus(run)} />
          {run.isDryRun ? <Chip tone="idle">Dry run: nothing is changed</Chip> : null}
        </>
      }
      facts={<RunFacts run={run} />}
      actions={run.may.execute ? <Controls application={application} run={run} /> : null}
    />
  );
}

function Controls({ application, run }: { application: string; run: ExecutionDetail }) {
  const router = useRouter();
  const client = useQueryClient();
  const [asked, setAsked] = useState<'cancel' | 'rerun' | 'delete'>();
  const params = { id: run.id };
  const hold = useMutation({
    mutationFn: () =>
      run.status === 'PAUSED'
        ? call<typeof resumeExecutionApi>('POST /executions/{id}/resume', { params, body: {} })
        : call<typeof pauseExecutionApi>('POST /executions/{id}/pause', { params, body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.execution(run.id) }),
    onError: (error) => notifications.show({ color: 'red', message: errorSentence(error) }),
  });
  const close = () => setAsked(undefined);
  const hasEnded = isComplete(run.status);
  return (
    <>
      {run.status === 'RUNNING' ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={15} aria-hidden />}
          loading={hold.isPending}
          onClick={() => hold.mutate()}
        >
          Pause
        </Button>
      ) : null}
      {run.status === 'PAUSED' ? (
        <Button
          leftSection={<IconPlayerPlay size={15} aria-hidden />}
          loading={hold.isPending}
          onClick={() => hold.mutate()}
        >
          Resume
        </Button>
      ) : null}
      {hasEnded ? null : (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={15} aria-hidden />}
          onClick={() => setAsked('cancel')}
        >
          Cancel
        </Button>
      )}
      {run.type === 'PIPELINE' ? (
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} aria-hidden />}
          onClick={() => setAsked('rerun')}
        >
          Run again
        </Button>
      ) : null}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={30} variant="default" aria-label="More actions">
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {run.pipelineId ? (
            <Menu.Item
              component={Link}
              href={places.pipeline(application, run.pipelineId)}
              leftSection={<IconPencil size={15} aria-hidden />}
            >
              Edit the pipeline
            </Menu.Item>
          ) : null}
          <Menu.Item
            component="a"
            href={`/api/v1/executions/${run.id}/source`}
            target="_blank"
            leftSection={<IconBraces size={15} aria-hidden />}
          >
            Show as JSON
          </Menu.Item>
          {hasEnded && run.may.write ? (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={15} aria-hidden />}
              onClick={() => setAsked('delete')}
            >
              Delete this run
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {asked === 'cancel' ? <CancelDialog run={run} onClose={close} /> : null}
      {asked === 'rerun' ? (
        <RerunDialog
          run={run}
          inputs={inputsOf(run.parameters)}
          onClose={close}
          onStarted={(executionId) => router.push(places.execution(application, executionId))}
        />
      ) : null}
      <ConfirmDialog
        isOpen={asked === 'delete'}
        onClose={close}
        title={`Delete this run of ${run.name}?`}
        action="Delete"
        isDestructive
        onConfirm={async () => {
          await call<typeof deleteExecutionApi>('DELETE /executions/{id}', { params });
          router.push(places.pipelines(application));
        }}
      >
        <p>Its record is gone for good. What it deployed is not touched.</p>
      </ConfirmDialog>
    </>
  );
}
