'use client';

import { Modal } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Age } from '#components/status/age.tsx';
import { StatusChip } from '#components/status/status-chip.tsx';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { executionQueries } from '#lib/client/queries/executions.ts';
import type { ExecutionDetail, StageRow } from '#lib/executions/schema.ts';
import type { NotificationDelivery } from '#lib/notifications/schema.ts';
import classes from './execution.module.css';

const looks = { waiting: 'underway', delivered: 'delivered', failed: 'undelivered' } as const;

const words: Record<string, string> = {
  'pipeline.starting': 'The run started',
  'pipeline.complete': 'The run succeeded',
  'pipeline.failed': 'The run failed',
  'stage.starting': 'Started',
  'stage.complete': 'Succeeded',
  'stage.failed': 'Failed',
  manualJudgment: 'Waits for a judgment',
  manualJudgmentContinue: 'Approved',
  manualJudgmentStop: 'Stopped by a person',
};

/** Who was told what of a run, and whether it arrived. */
export function DeliveriesDialog({ run, onClose }: { run: ExecutionDetail; onClose: () => void }) {
  const { data, error, refetch } = useQuery(executionQueries.notifications(run.id));
  return (
    <Modal opened onClose={onClose} size="min(860px, 94vw)" title="Messages about this run">
      <DataTable
        label="Messages about this run"
        columns={columnsFor(run.stages)}
        rows={data}
        rowKey={(delivery) => delivery.id}
        rowHeight={52}
        maxHeight="60vh"
        error={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState icon={IconBell} title="Nobody was told of this run">
            Name who is told under Notifications, of the pipeline or of a stage, in the editor.
          </EmptyState>
        }
      />
    </Modal>
  );
}

function columnsFor(stages: readonly StageRow[]): Column<NotificationDelivery>[] {
  const names = new Map(stages.map((stage) => [stage.id, stage.name]));
  return [
    {
      key: 'event',
      header: 'About',
      width: '26%',
      cell: ({ event, stageId }) => (
        <TwoLines first={words[event] ?? event} second={stageId ? (names.get(stageId) ?? '') : ''} />
      ),
    },
    {
      key: 'to',
      header: 'To',
      cell: ({ type, address, error }) => <TwoLines first={`${type} ${address}`} second={error ?? ''} />,
    },
    {
      key: 'status',
      header: 'Outcome',
      width: 150,
      cell: ({ status }) => <StatusChip status={looks[status]} />,
    },
    {
      key: 'at',
      header: 'When',
      width: 76,
      align: 'end',
      cell: ({ createdAt, deliveredAt }) => <Age at={deliveredAt ?? createdAt} />,
    },
  ];
}

function TwoLines({ first, second }: { first: string; second: string }) {
  return (
    <span className={classes.twoLines}>
      <span title={first}>{first}</span>
      {second ? (
        <span className={classes.secondLine} title={second}>
          {second}
        </span>
      ) : null}
    </span>
  );
}
