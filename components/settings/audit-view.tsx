'use client';

import { Button, Select } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { PageBody } from '#components/layout/console-frame.tsx';
import { Age } from '#components/status/age.tsx';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FilterBar } from '#components/ui/filter-bar.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Name } from '#components/ui/tag.tsx';
import type { AuditEntry } from '#lib/audit/api.ts';
import { administrationQueries } from '#lib/client/queries/administration.ts';
import { applicationQueries } from '#lib/client/queries/applications.ts';

const columns: readonly Column<AuditEntry>[] = [
  {
    key: 'at',
    header: 'When',
    cell: ({ at }) => <Age at={at} isLong />,
    sortValue: ({ at }) => at,
    width: 100,
  },
  {
    key: 'actor',
    header: 'Who',
    cell: ({ actor }) => <strong>{actor}</strong>,
    sortValue: ({ actor }) => actor,
    width: 120,
  },
  {
    key: 'action',
    header: 'Did',
    cell: ({ action }) => <Name>{action}</Name>,
    sortValue: ({ action }) => action,
    width: 160,
  },
  { key: 'application', header: 'Application', cell: ({ application }) => application ?? '', width: 120 },
  { key: 'subject', header: 'To', cell: ({ subject }) => subject, width: '24%' },
  { key: 'summary', header: 'Note', cell: ({ summary }) => summary },
  { key: 'ip', header: 'From', cell: ({ ip }) => ip ?? '', width: 100 },
];

/** Who did what when. Nothing in it can be changed. */
export function AuditView() {
  const [text] = useQueryState('q', parseAsString.withDefault(''));
  const [actor, setActor] = useQueryState('who', parseAsString);
  const [application, setApplication] = useQueryState('app', parseAsString);
  const [before, setBefore] = useQueryState('before', parseAsString);
  const query = useQuery(
    administrationQueries.audit({
      ...(text ? { text } : {}),
      ...(actor ? { actor } : {}),
      ...(application ? { application } : {}),
      ...(before ? { before } : {}),
      limit: 200,
    }),
  );
  const users = useQuery(administrationQueries.users()).data ?? [];
  const applications = useQuery(applicationQueries.list()).data ?? [];
  const isFiltered = text !== '' || actor !== null || application !== null;
  const next = query.data?.next;
  return (
    <>
      <PageHeader title="Audit log" />
      <PageBody>
        <FilterBar
          placeholder="Search subject and note"
          actions={
            <>
              <Select
                aria-label="Who"
                placeholder="Who: anybody"
                size="xs"
                w={150}
                clearable
                searchable
                data={users.map(({ username }) => username)}
                value={actor}
                onChange={(name) => void setActor(name)}
              />
              <Select
                aria-label="Application"
                placeholder="Application: any"
                size="xs"
                w={190}
                clearable
                searchable
                data={applications.map(({ name }) => name)}
                value={application}
                onChange={(name) => void setApplication(name)}
              />
              {before ? (
                <Button size="xs" variant="default" onClick={() => void setBefore(null)}>
                  Newest
                </Button>
              ) : null}
              {next ? (
                <Button size="xs" variant="default" onClick={() => void setBefore(next)}>
                  Older
                </Button>
              ) : null}
            </>
          }
        />
        <Panel>
          <DataTable
            label="Audit log"
            columns={columns}
            rows={query.data?.entries}
            rowKey={({ id }) => id}
            error={query.error}
            onRetry={() => void query.refetch()}
            empty={
              <EmptyState
                icon={IconHistory}
                title={isFiltered ? 'No entry fits the filter' : 'Nothing has been done yet'}
              >
                {isFiltered
                  ? 'Change or clear it above.'
                  : 'Every change is kept here, and nobody can alter it.'}
              </EmptyState>
            }
          />
        </Panel>
      </PageBody>
    </>
  );
}
