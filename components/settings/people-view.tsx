'use client';

import { Button } from '@mantine/core';
import { IconPlus, IconUsers, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { PageBody } from '#components/layout/console-frame.tsx';
import { counted } from '#components/pipelines/filter-runs.ts';
import { Chip } from '#components/status/status-chip.tsx';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FilterBar } from '#components/ui/filter-bar.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Tags } from '#components/ui/tag.tsx';
import type { Team, User } from '#lib/auth/schema.ts';
import { administrationQueries } from '#lib/client/queries/administration.ts';
import { TeamDialog } from './team-dialog.tsx';
import { UserDialog } from './user-dialog.tsx';

const userColumns: readonly Column<User>[] = [
  {
    key: 'username',
    header: 'User name',
    cell: ({ username }) => <strong>{username}</strong>,
    sortValue: ({ username }) => username,
    width: '20%',
  },
  { key: 'name', header: 'Name', cell: ({ name }) => name, sortValue: ({ name }) => name, width: '28%' },
  {
    key: 'teams',
    header: 'Teams',
    cell: ({ teams }) => <Tags names={teams} />,
  },
  {
    key: 'state',
    header: 'Role',
    cell: ({ admin, active }) =>
      active ? admin ? <Chip tone="accent">Administrator</Chip> : null : <Chip tone="idle">Deactivated</Chip>,
    width: 150,
  },
];

const teamColumns: readonly Column<Team>[] = [
  {
    key: 'name',
    header: 'Team',
    cell: ({ name }) => <strong>{name}</strong>,
    sortValue: ({ name }) => name,
    width: '20%',
  },
  { key: 'description', header: 'Description', cell: ({ description }) => description },
  {
    key: 'members',
    header: 'Members',
    cell: ({ members }) => members.map(({ username }) => username).join(', '),
    width: '40%',
  },
];

/** Who can sign in, and the teams that permissions refer to. */
export function PeopleView() {
  const users = useQuery(administrationQueries.users());
  const teams = useQuery(administrationQueries.teams());
  const [text] = useQueryState('q', parseAsString.withDefault(''));
  const shownUsers = users.data?.filter(({ username, name, teams }) =>
    fits(text, [username, name, ...teams]),
  );
  const shownTeams = teams.data?.filter(({ name, description, members }) =>
    fits(text, [name, description, ...members.map(({ username }) => username)]),
  );
  const [user, setUser] = useState<User | 'new'>();
  const [team, setTeam] = useState<Team | 'new'>();
  return (
    <>
      <PageHeader
        title="Users & teams"
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconPlus size={15} aria-hidden />}
              onClick={() => setTeam('new')}
            >
              Add team
            </Button>
            <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setUser('new')}>
              Add user
            </Button>
          </>
        }
      />
      <PageBody>
        <FilterBar
          placeholder="Filter users and teams"
          summary={
            shownUsers && shownTeams
              ? `${counted(shownUsers.length, 'user')} · ${counted(shownTeams.length, 'team')}`
              : undefined
          }
        />
        <Panel title="Users">
          <DataTable
            label="Users"
            columns={userColumns}
            rows={shownUsers}
            rowKey={({ id }) => id}
            error={users.error}
            onRetry={() => void users.refetch()}
            onOpen={setUser}
            empty={
              text ? (
                <EmptyState title={`No user fits "${text}"`} />
              ) : (
                <EmptyState icon={IconUsers} title="No users">
                  Add the people who ship.
                </EmptyState>
              )
            }
          />
        </Panel>
        <Panel title="Teams">
          <DataTable
            label="Teams"
            columns={teamColumns}
            rows={shownTeams}
            rowKey={({ id }) => id}
            error={teams.error}
            onRetry={() => void teams.refetch()}
            onOpen={setTeam}
            empty={
              text ? (
                <EmptyState title={`No team fits "${text}"`} />
              ) : (
                <EmptyState icon={IconUsersGroup} title="No team yet">
                  Permissions of applications and accounts are given to teams.
                </EmptyState>
              )
            }
          />
        </Panel>
      </PageBody>
      {user ? (
        <UserDialog
          user={user === 'new' ? undefined : user}
          teams={teams.data ?? []}
          onClose={() => setUser(undefined)}
        />
      ) : null}
      {team ? (
        <TeamDialog team={team === 'new' ? undefined : team} onClose={() => setTeam(undefined)} />
      ) : null}
    </>
  );
}

function fits(text: string, values: readonly string[]): boolean {
  const wanted = text.trim().toLowerCase();
  return values.some((value) => value.toLowerCase().includes(wanted));
}
