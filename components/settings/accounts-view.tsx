'use client';

import { Button } from '@mantine/core';
import { IconPlus, IconServer2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PageBody } from '#components/layout/console-frame.tsx';
import { Age } from '#components/status/age.tsx';
import { Chip, StatusChip, StatusDot } from '#components/status/status-chip.tsx';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { AccountView } from '#lib/accounts/schema.ts';
import { administrationQueries } from '#lib/client/queries/administration.ts';
import type { AccountFreshness } from '#lib/infrastructure/schema.ts';
import { AccountDialog } from './account-dialog.tsx';

const columnsWith = (states: readonly AccountFreshness[]): readonly Column<AccountView>[] => [
  {
    key: 'name',
    header: 'Account',
    cell: ({ name }) => <strong>{name}</strong>,
    sortValue: ({ name }) => name,
    width: '20%',
  },
  {
    key: 'state',
    header: 'Connection',
    cell: ({ name }) => <Connection state={states.find(({ account }) => account === name)} />,
    sortValue: ({ name }) => states.find(({ account }) => account === name)?.state ?? '',
    width: '24%',
  },
  {
    key: 'environment',
    header: 'Environment',
    cell: ({ environment, isProduction }) =>
      isProduction ? <StatusChip status="production" /> : environment,
    sortValue: ({ environment }) => environment,
    width: 150,
  },
  {
    key: 'scope',
    header: 'Namespaces',
    cell: ({ namespaces, omitNamespaces }) =>
      namespaces.length > 0
        ? namespaces.map((name) => (
            <Tag key={name} isMono>
              {name}
            </Tag>
          ))
        : omitNamespaces.length > 0
          ? `all but ${omitNamespaces.join(', ')}`
          : 'all',
  },
  {
    key: 'source',
    header: 'Credentials',
    cell: ({ source, path }) =>
      source === 'file' ? (
        <span title={path}>file</span>
      ) : source === 'inCluster' ? (
        'in-cluster'
      ) : (
        'stored, encrypted'
      ),
    width: 150,
  },
  {
    key: 'permissions',
    header: 'May deploy',
    cell: ({ permissions }) =>
      permissions.WRITE.length > 0 ? permissions.WRITE.join(', ') : <Chip tone="idle">everybody</Chip>,
    width: 160,
  },
];

/** Live, or since when not and why. */
function Connection({ state }: { state: AccountFreshness | undefined }) {
  if (!state) return null;
  if (state.state === 'live') return <StatusDot status="healthy">live</StatusDot>;
  const isConnecting = state.state === 'connecting' && !state.error;
  return (
    <span title={state.error}>
      <StatusDot status={isConnecting ? 'progressing' : 'degraded'}>
        {isConnecting ? (
          'connecting'
        ) : (
          <>
            {state.state === 'stopped' ? 'cannot be opened' : 'no answer'}
            {state.state === 'stale' ? (
              <>
                {' '}
                for <Age at={state.since} />
              </>
            ) : null}
            {state.error ? `: ${state.error}` : ''}
          </>
        )}
      </StatusDot>
    </span>
  );
}

/** The ways into clusters. */
export function AccountsView() {
  const query = useQuery(administrationQueries.accounts());
  const freshness = useQuery(administrationQueries.freshness());
  const isAdmin = useQuery(administrationQueries.me()).data?.admin ?? false;
  const [open, setOpen] = useState<AccountView | 'new'>();
  const add = isAdmin ? (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setOpen('new')}>
      Add account
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title="Accounts" actions={add} />
      <PageBody>
        <Panel>
          <DataTable
            label="Accounts"
            columns={columnsWith(freshness.data ?? [])}
            rows={query.data}
            rowKey={({ name }) => name}
            error={query.error}
            onRetry={() => void query.refetch()}
            onOpen={(account) => setOpen(account)}
            empty={
              <EmptyState icon={IconServer2} title="No account yet" action={add}>
                An account is a way into a Kubernetes cluster: a kubeconfig, and which teams may use it.
              </EmptyState>
            }
          />
        </Panel>
      </PageBody>
      {open ? (
        <AccountDialog
          account={open === 'new' ? undefined : open}
          isAdmin={isAdmin}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </>
  );
}
