'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Age } from '#components/status/age.tsx';
import { StatusChip } from '#components/status/status-chip.tsx';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FilterBar, useFilters } from '#components/ui/filter-bar.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ProblemError } from '#lib/client/problem-error.ts';
import type { SampleApplication, Samples } from './samples.ts';

const columns: Column<SampleApplication>[] = [
  { key: 'name', header: 'Name', cell: (row) => <strong>{row.name}</strong>, sortValue: (row) => row.name },
  { key: 'team', header: 'Team', cell: (row) => row.team, sortValue: (row) => row.team, width: 110 },
  { key: 'health', header: 'Health', cell: (row) => <StatusChip status={row.health} />, width: 150 },
  {
    key: 'deployed',
    header: 'Last deploy',
    cell: (row) => <Age at={row.deployedAt} isLong />,
    sortValue: (row) => -row.deployedAt,
    width: 130,
  },
  {
    key: 'pods',
    header: 'Pods',
    cell: (row) => row.pods,
    sortValue: (row) => row.pods,
    width: 90,
    align: 'end',
  },
];

const choices = [
  {
    key: 'team',
    label: 'Team',
    options: ['web', 'money', 'search'].map((value) => ({ value, label: value })),
  },
  {
    key: 'health',
    label: 'Health',
    options: ['healthy', 'degraded'].map((value) => ({ value, label: value })),
  },
];

const refusal = new ProblemError({
  status: 503,
  title: 'The account prod-eu does not answer',
  detail: 'Its API server refused the connection 12 s ago. Foredeck tries again by itself.',
  requestId: '01J9Z',
});

export function ListPieces({ samples }: { samples: Samples }) {
  const { applications } = samples;
  const { search, chosen } = useFilters(choices);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [openKey, setOpenKey] = useState<string | null>('service-2');
  const teams = chosen.team ?? [];
  const rows = applications.filter(
    (row) => row.name.includes(search) && (teams.length === 0 || teams.includes(row.team)),
  );
  const none = (
    <EmptyState
      title="No application yet"
      action={<Button leftSection={<IconPlus size={15} />}>New application</Button>}
    >
      An application gathers clusters and pipelines that belong together.
    </EmptyState>
  );
  const table = { label: 'Applications', columns, rowKey: (row: SampleApplication) => row.name, empty: none };
  return (
    <>
      <FilterBar
        choices={choices}
        summary={`${rows.length.toLocaleString('en-US')} applications`}
        actions={<Button leftSection={<IconPlus size={15} />}>New application</Button>}
      />
      <Panel title="Applications" actions={selected.size > 0 ? `${selected.size} selected` : null}>
        <DataTable
          {...table}
          rows={rows}
          selected={selected}
          onSelectedChange={setSelected}
          openKey={openKey}
          onOpen={(row) => setOpenKey(row.name)}
          maxHeight={420}
        />
      </Panel>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(280px, 1fr))', gap: 14 }}>
        <Panel title="Loading">
          <DataTable {...table} rows={undefined} />
        </Panel>
        <Panel title="Empty">
          <DataTable {...table} rows={[]} />
        </Panel>
        <Panel title="Error">
          <DataTable {...table} rows={undefined} error={refusal} onRetry={() => undefined} />
        </Panel>
      </div>
    </>
  );
}
