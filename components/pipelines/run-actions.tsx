'use client';

import { ActionIcon } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CancelDialog, RerunDialog } from '#components/executions/run-dialogs.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import { call } from '#lib/client/call.ts';
import { keys } from '#lib/client/query-keys.ts';
import { isComplete } from '#lib/engine/statuses.ts';
import type { pauseExecutionApi, resumeExecutionApi } from '#lib/executions/api.ts';
import type { ExecutionSummary } from '#lib/executions/schema.ts';
import classes from './pipelines.module.css';

/** What can be done with a run from the list: pause, go on, cancel, run again. What changes clusters asks first. */
export function RunActions({ run }: { run: ExecutionSummary }) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<'cancel' | 'rerun'>();
  const params = { id: run.id };
  const refresh = () => client.invalidateQueries({ queryKey: keys.executions(run.application) });
  const hold = useMutation({
    mutationFn: () =>
      run.status === 'PAUSED'
        ? call<typeof resumeExecutionApi>('POST /executions/{id}/resume', { params, body: {} })
        : call<typeof pauseExecutionApi>('POST /executions/{id}/pause', { params, body: {} }),
    onSettled: refresh,
    onError: (error) => notifications.show({ color: 'red', message: errorSentence(error) }),
  });
  const inputs = (run.pinned ?? []).map(({ name, value }) => `${name} ${value}`).join(', ');
  return (
    <span className={classes.quiet}>
      {isComplete(run.status) ? (
        <ActionIcon aria-label={`Run ${run.name} again`} title="Run again" onClick={() => setAsked('rerun')}>
          <IconRefresh size={15} aria-hidden />
        </ActionIcon>
      ) : (
        <>
          {run.status === 'RUNNING' || run.status === 'PAUSED' ? (
            <ActionIcon
              aria-label={run.status === 'PAUSED' ? `Go on with ${run.name}` : `Pause ${run.name}`}
              title={run.status === 'PAUSED' ? 'Go on' : 'Pause'}
              loading={hold.isPending}
              onClick={() => hold.mutate()}
            >
              {run.status === 'PAUSED' ? (
                <IconPlayerPlay size={15} aria-hidden />
              ) : (
                <IconPlayerPause size={15} aria-hidden />
              )}
            </ActionIcon>
          ) : null}
          <ActionIcon aria-label={`Cancel ${run.name}`} title="Cancel" onClick={() => setAsked('cancel')}>
            <IconPlayerStop size={15} aria-hidden />
          </ActionIcon>
        </>
      )}
      {asked === 'rerun' ? (
        <RerunDialog run={run} inputs={inputs} onClose={() => setAsked(undefined)} />
      ) : null}
      {asked === 'cancel' ? <CancelDialog run={run} onClose={() => setAsked(undefined)} /> : null}
    </span>
  );
}
