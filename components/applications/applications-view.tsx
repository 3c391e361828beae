'use client';

import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconApps, IconPlus, IconStarFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { parseAsBoolean, parseAsString, useQueryState } from 'nuqs';
import { PageBody } from '#components/layout/console-frame.tsx';
import { places } from '#components/layout/places.ts';
import { counted } from '#components/pipelines/filter-runs.ts';
import { Age } from '#components/status/age.tsx';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FilterBar } from '#components/ui/filter-bar.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { Application } from '#lib/applications/schema.ts';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { CreateApplicationDialog } from './create-application-dialog.tsx';

const columns: readonly Column<Application>[] = [
  {
    key: 'name',
    header: 'Application',
    cell: ({ name, starred }) => (
      <>
        {starred ? <IconStarFilled size={13} color="var(--fd-wait)" aria-label="Starred" /> : null}{' '}
        <strong>{name}</strong>
      </>
    ),
    sortValue: ({ name }) => name,
    width: '26%',
  },
  { key: 'description', header: 'Description', cell: ({ description }) => description },
  {
    key: 'team',
    header: 'Team',
    cell: ({ team }) => (team ? <Tag>{team}</Tag> : null),
    sortValue: ({ team }) => team ?? '',
    width: 160,
  },
  { key: 'email', header: 'Owner', cell: ({ email }) => email, sortValue: ({ email }) => email, width: 200 },
  {
    key: 'age',
    header: 'Created',
    cell: ({ createdAt }) => <Age at={createdAt} />,
    sortValue: ({ createdAt }) => createdAt,
    width: 110,
    align: 'end',
  },
];

/** All applications that the reader may see, starred first. */
export function ApplicationsView() {
  const router = useRouter();
  const query = useQuery(applicationQueries.list());
  const [text] = useQueryState('q', parseAsString.withDefault(''));
  const [startsOpen] = useQueryState('new', parseAsBoolean.withDefault(false));
  const [isCreating, creating] = useDisclosure(startsOpen);
  const rows = query.data?.filter((application) => matches(application, text));
  const create = (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={creating.open}>
      Create application
    </Button>
  );
  return (
    <>
      <PageHeader title="Applications" actions={create} />
      <PageBody>
        <FilterBar
          placeholder="Filter applications"
          summary={rows ? counted(rows.length, 'application') : undefined}
        />
        <Panel>
          <DataTable
            label="Applications"
            columns={columns}
            rows={rows}
            rowKey={({ name }) => name}
            error={query.error}
            onRetry={() => void query.refetch()}
            onOpen={({ name }) => router.push(places.clusters(name))}
            empty={
              text ? (
                <EmptyState title={`No application fits "${text}"`}>
                  Change the filter, or create it.
                </EmptyState>
              ) : (
                <EmptyState icon={IconApps} title="No application yet" action={create}>
                  An application gathers what belongs to one service: its clusters and its pipelines.
                </EmptyState>
              )
            }
          />
        </Panel>
      </PageBody>
      <CreateApplicationDialog isOpen={isCreating} onClose={creating.close} />
    </>
  );
}

function matches({ name, displayName, description, team, email }: Application, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [name, displayName, description, team ?? '', email].some((value) =>
    value.toLowerCase().includes(wanted),
  );
}
