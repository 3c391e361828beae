'use client';

import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { call } from '#lib/client/call.ts';
import { keys } from '#lib/client/query-keys.ts';
import type { cancelExecutionApi, rerunExecutionApi } from '#lib/executions/api.ts';
import type { ExecutionSummary } from '#lib/executions/schema.ts';

interface Props {
  run: ExecutionSummary;
  onClose: () => void;
}

/** Asks before a run is canceled, and why: the reason stands with the run. */
export function CancelDialog({ run, onClose }: Props) {
  const refresh = useRefresh(run);
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Cancel this run of ${run.name}?`}
      action="Cancel the run"
      isDestructive
      onConfirm={async () => {
        const body = { reason: reason.trim() };
        await call<typeof cancelExecutionApi>('POST /executions/{id}/cancel', {
          params: { id: run.id },
          body,
        });
        await refresh();
      }}
    >
      <p>What it has deployed stays as it is; nothing further begins.</p>
      <Textarea
        label="Reason"
        description="Shown with the run and in the audit log."
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        autosize
        minRows={2}
        data-autofocus
      />
    </ConfirmDialog>
  );
}

/** Asks before a run is started again with the inputs it had. */
export function RerunDialog({
  run,
  inputs,
  onClose,
  onStarted,
}: Props & { inputs: string; onStarted?: (executionId: string) => void }) {
  const refresh = useRefresh(run);
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Run ${run.name} again?`}
      action={run.isDryRun ? 'Dry run again' : 'Run again'}
      onConfirm={async () => {
        const route = 'POST /executions/{id}/rerun';
        const { executionId } = await call<typeof rerunExecutionApi>(route, {
          params: { id: run.id },
          body: {},
        });
        await refresh();
        onStarted?.(executionId);
      }}
    >
      <p>
        {inputs ? `With the same inputs: ${inputs}.` : 'With the same inputs.'} The pipeline runs as it is
        defined now.
      </p>
    </ConfirmDialog>
  );
}

function useRefresh(run: ExecutionSummary): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.execution(run.id) }),
      client.invalidateQueries({ queryKey: keys.executions(run.application) }),
    ]);
}
