'use client';

import { IconListCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { PageBody } from '#components/layout/console-frame.tsx';
import { places } from '#components/layout/places.ts';
import { Age, Duration } from '#components/status/age.tsx';
import { StatusChip } from '#components/status/status-chip.tsx';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { executionQueries } from '#lib/client/queries/executions.ts';
import type { ExecutionSummary } from '#lib/executions/schema.ts';
import { runStatus } from './run-status.ts';

const columns: readonly Column<ExecutionSummary>[] = [
  { key: 'name', header: 'Task', cell: ({ name }) => <strong>{name}</strong>, sortValue: ({ name }) => name },
  {
    key: 'status',
    header: 'Status',
    cell: (run) => <StatusChip status={runStatus(run)} />,
    sortValue: runStatus,
    width: 190,
  },
  { key: 'error', header: 'Result', cell: ({ error }) => error ?? '', width: '30%' },
  { key: 'user', header: 'By', cell: ({ user }) => user, sortValue: ({ user }) => user, width: 130 },
  {
    key: 'took',
    header: 'Took',
    cell: ({ startTime, endTime }) =>
      startTime === null ? '' : <Duration startTime={startTime} endTime={endTime} />,
    width: 100,
    align: 'end',
  },
  {
    key: 'age',
    header: 'Started',
    cell: ({ buildTime }) => <Age at={buildTime} />,
    sortValue: ({ buildTime }) => buildTime,
    width: 100,
    align: 'end',
  },
];

/** What people did to the application's clusters outside of pipelines. */
export function TasksView({ application }: { application: string }) {
  const router = useRouter();
  const query = useQuery(executionQueries.ofApplication(application, { type: 'ORCHESTRATION', limit: 100 }));
  return (
    <PageBody>
      <Panel>
        <DataTable
          label="Tasks"
          columns={columns}
          rows={query.data?.executions}
          rowKey={({ id }) => id}
          error={query.error}
          onRetry={() => void query.refetch()}
          onOpen={({ id }) => router.push(places.execution(application, id))}
          empty={
            <EmptyState icon={IconListCheck} title="Nobody has changed anything by hand">
              What you do in Clusters (scale, roll back, restart, delete) shows here with its progress.
            </EmptyState>
          }
        />
      </Panel>
    </PageBody>
  );
}
