'use client';

import { Button } from '@mantine/core';
import { IconApps, IconPlus, IconStar, IconStarFilled } from '@tabler/icons-react';
import Link from 'next/link';
import { healthOfClusters } from '#components/applications/health-of-clusters.ts';
import { places } from '#components/layout/places.ts';
import { StatusChip } from '#components/status/status-chip.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Tag } from '#components/ui/tag.tsx';
import classes from './home.module.css';
import type { ApplicationClusters } from './use-fleet-view.ts';
import { podTotals, type Version, versionsByAccount } from './what-runs-where.ts';

/** Longer tags are cut; the whole one shows on hover. */
const LONGEST_TAG = 18;

/** My applications, starred first: how they are, how many pods, which version runs in which account. */
export function ApplicationsPanel({ rows, total }: { rows: readonly ApplicationClusters[]; total: number }) {
  const accounts = [
    ...new Set(rows.flatMap(({ clusters }) => (clusters ?? []).map(({ account }) => account))),
  ];
  const actions = (
    <>
      {total > rows.length ? (
        <Button component={Link} href={places.applications()} size="xs" variant="subtle" color="gray">
          All {total} applications
        </Button>
      ) : null}
      <Button
        component={Link}
        href={places.newApplication()}
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} stroke={1.75} aria-hidden />}
      >
        New application
      </Button>
    </>
  );
  return (
    <Panel title="Applications" actions={actions}>
      {rows.length === 0 ? (
        <EmptyState icon={IconApps} title="No application yet">
          <Link href={places.newApplication()}>Create one</Link>: it gathers the clusters and pipelines of a
          service.
        </EmptyState>
      ) : (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Team</th>
                <th scope="col">Health</th>
                <th scope="col">Pods ready</th>
                {accounts.map((account) => (
                  <th key={account} scope="col">
                    {account}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.application.name} row={row} accounts={accounts} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Row({ row, accounts }: { row: ApplicationClusters; accounts: readonly string[] }) {
  const { application, clusters } = row;
  const isKnown = row.accounts.every(({ state }) => state !== 'connecting');
  const health = clusters && healthOfClusters(clusters);
  const pods = podTotals(clusters ?? []);
  const versions = versionsByAccount(clusters ?? []);
  const Star = application.starred ? IconStarFilled : IconStar;
  return (
    <tr>
      <th scope="row">
        <Link href={places.clusters(application.name)} className={classes.whole}>
          <Star
            size={14}
            stroke={1.75}
            color={application.starred ? 'var(--fd-wait)' : 'var(--fd-line-strong)'}
            aria-label={application.starred ? 'Starred' : undefined}
            aria-hidden={application.starred ? undefined : true}
          />
          <span className={classes.ellipsis}>{application.name}</span>
        </Link>
      </th>
      <td className={classes.muted}>{application.team}</td>
      <td>
        {health ? (
          <StatusChip status={health} />
        ) : clusters ? (
          <span className={classes.muted}>{isKnown ? 'runs nowhere' : 'connecting'}</span>
        ) : null}
      </td>
      <td className={classes.number}>{pods.desired > 0 ? `${pods.ready} of ${pods.desired}` : ''}</td>
      {accounts.map((account) => (
        <td key={account}>
          <Versions versions={versions.get(account) ?? []} />
        </td>
      ))}
    </tr>
  );
}

function Versions({ versions }: { versions: readonly Version[] }) {
  return (
    <span className={classes.tags}>
      {versions.slice(0, 2).map(({ tag, status, clusters }) => (
        <Tag key={tag} isMono title={`${tag}: ${clusters.join(', ')}`} {...toneOf(status)}>
          {tag.length > LONGEST_TAG ? `${tag.slice(0, LONGEST_TAG)}…` : tag}
        </Tag>
      ))}
      {versions.length > 2 ? <Tag>+{versions.length - 2}</Tag> : null}
    </span>
  );
}

function toneOf(status: Version['status']): { tone?: 'bad' | 'run' } {
  if (status === 'degraded') return { tone: 'bad' };
  return status === 'progressing' ? { tone: 'run' } : {};
}
