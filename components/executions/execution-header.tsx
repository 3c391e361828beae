'use client';

import { ActionIcon, Button, Menu, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import {
  IconAdjustments,
  IconArrowsSplit,
  IconBraces,
  IconClock,
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
  IconUser,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { places } from '#components/layout/places.ts';
import { Age, Duration } from '#components/status/age.tsx';
import { Chip, StatusChip } from '#components/status/status-chip.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Fact, PageHeader } from '#components/ui/page-header.tsx';
import { Name } from '#components/ui/tag.tsx';
import { call } from '#lib/client/call.ts';
import { keys } from '#lib/client/query-keys.ts';
import { isComplete } from '#lib/engine/statuses.ts';
import type {
  cancelExecutionApi,
  deleteExecutionApi,
  pauseExecutionApi,
  rerunExecutionApi,
  resumeExecutionApi,
} from '#lib/executions/api.ts';
import type { ExecutionDetail } from '#lib/executions/schema.ts';
import { runStatus } from './run-status.ts';

/** Who started the run with what, how long it takes, and what can be done with it as a whole. */
export function ExecutionHeader({ application, run }: { application: string; run: ExecutionDetail }) {
  const router = useRouter();
  const client = useQueryClient();
  const [isCanceling, canceling] = useDisclosure(false);
  const [isDeleting, deleting] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const params = { id: run.id };
  const refresh = () => client.invalidateQueries({ queryKey: keys.execution(run.id) });
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: refresh,
    onError: (error) => notifications.show({ color: 'red', message: errorSentence(error) }),
  });
  const rerun = async () => {
    const { executionId } = await call<typeof rerunExecutionApi>('POST /executions/{id}/rerun', {
      params,
      body: {},
    });
    router.push(places.execution(application, executionId));
  };
  const status = runStatus(run);
  const hasEnded = isComplete(run.status);
  const isTask = run.type === 'ORCHESTRATION';
  return (
    <>
      <PageHeader
        title={run.name}
        breadcrumbs={[
          { label: application, href: places.clusters(application) },
          isTask
            ? { label: 'Tasks', href: places.tasks(application) }
            : { label: 'Pipelines', href: places.pipelines(application) },
        ]}
        chips={
          <>
            <StatusChip status={status} />
            {run.isDryRun ? <Chip tone="idle">Dry run: nothing is changed</Chip> : null}
          </>
        }
        facts={
          <>
            <Fact icon={<IconUser size={14} aria-hidden />}>
              Started by {run.user}, <Age at={run.buildTime} isLong />
            </Fact>
            {Object.keys(run.parameters).length > 0 ? (
              <Fact icon={<IconAdjustments size={14} aria-hidden />}>
                <Name>
                  {Object.entries(run.parameters)
                    .map(([name, value]) => `${name}=${String(value)}`)
                    .join(' ')}
                </Name>
              </Fact>
            ) : null}
            {run.startTime === null ? null : (
              <Fact icon={<IconClock size={14} aria-hidden />}>
                <Duration startTime={run.startTime} endTime={run.endTime} />
              </Fact>
            )}
            {run.paused ? (
              <Fact icon={<IconPlayerPause size={14} aria-hidden />}>
                Paused by {run.paused.by}, <Age at={run.paused.at} isLong />
              </Fact>
            ) : null}
            {run.canceledBy ? (
              <Fact icon={<IconPlayerStop size={14} aria-hidden />}>
                Canceled by {run.canceledBy}
                {run.cancellationReason ? `: ${run.cancellationReason}` : ''}
              </Fact>
            ) : null}
            {run.isQueued ? (
              <Fact icon={<IconArrowsSplit size={14} aria-hidden />}>
                Waits until another run of this pipeline ends
              </Fact>
            ) : null}
          </>
        }
        actions={
          run.may.execute ? (
            <>
              {run.status === 'RUNNING' ? (
                <Button
                  variant="default"
                  leftSection={<IconPlayerPause size={15} aria-hidden />}
                  onClick={() =>
                    act.mutate(() =>
                      call<typeof pauseExecutionApi>('POST /executions/{id}/pause', { params, body: {} }),
                    )
                  }
                >
                  Pause
                </Button>
              ) : null}
              {run.status === 'PAUSED' ? (
                <Button
                  leftSection={<IconPlayerPlay size={15} aria-hidden />}
                  onClick={() =>
                    act.mutate(() =>
                      call<typeof resumeExecutionApi>('POST /executions/{id}/resume', { params, body: {} }),
                    )
                  }
                >
                  Resume
                </Button>
              ) : null}
              {hasEnded ? null : (
                <Button
                  variant="default"
                  leftSection={<IconPlayerStop size={15} aria-hidden />}
                  onClick={canceling.open}
                >
                  Cancel
                </Button>
              )}
              {isTask ? null : (
                <Button
                  variant="default"
                  leftSection={<IconRefresh size={15} aria-hidden />}
                  loading={act.isPending}
                  onClick={() => act.mutate(rerun)}
                >
                  Run again
                </Button>
              )}
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
                      onClick={deleting.open}
                    >
                      Delete this run
                    </Menu.Item>
                  ) : null}
                </Menu.Dropdown>
              </Menu>
            </>
          ) : null
        }
      />
      <ConfirmDialog
        isOpen={isCanceling}
        onClose={canceling.close}
        title={`Cancel this run of ${run.name}?`}
        action="Cancel the run"
        isDestructive
        onConfirm={async () => {
          await call<typeof cancelExecutionApi>('POST /executions/{id}/cancel', { params, body: { reason } });
          await refresh();
        }}
      >
        <p>What it has deployed stays as it is; nothing further begins.</p>
        <Textarea
          label="Reason"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autosize
          minRows={2}
        />
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={isDeleting}
        onClose={deleting.close}
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
