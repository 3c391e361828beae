'use client';

import Link from 'next/link';
import { places } from '#components/layout/places.ts';
import { Age } from '#components/status/age.tsx';
import { isBehind } from '#components/status/is-behind.ts';
import { StatusChip } from '#components/status/status-chip.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { QueryLike } from '#components/ui/query-faces.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { ListSkeleton } from '#components/ui/skeletons.tsx';
import type { ExecutionPage } from '#lib/executions/schema.ts';
import classes from './home.module.css';
import { RunRow } from './run-row.tsx';
import type { ApplicationClusters } from './use-fleet-view.ts';

interface Props {
  rows: readonly ApplicationClusters[];
  failed: QueryLike<ExecutionPage>;
}

const MOST = 6;

/** What is not well: degraded clusters, accounts that do not answer, runs that failed. */
export function AttentionPanel({ rows, failed }: Props) {
  const degraded = rows.flatMap(({ application, clusters = [] }) =>
    clusters
      .filter(({ status }) => status === 'degraded')
      .map((cluster) => ({ ...cluster, application: application.name })),
  );
  const stale = [
    ...new Map(
      rows
        .flatMap(({ accounts }) => accounts)
        .filter(isBehind)
        .map((account) => [account.account, account]),
    ).values(),
  ];
  const isKnown = rows.every(({ clusters }) => clusters !== undefined);
  return (
    <Panel title="Needs a look">
      {isKnown ? null : <ListSkeleton rows={1} label="Loading the clusters" />}
      {degraded.slice(0, MOST).map((cluster) => (
        <Link
          key={`${cluster.application}/${cluster.account}/${cluster.namespace}/${cluster.cluster}`}
          href={places.object(cluster.application, cluster)}
          className={classes.row}
        >
          <span className={classes.lead}>
            <StatusChip status="degraded" />
          </span>
          <span className={classes.words}>
            <span>
              <strong>{cluster.name}</strong> in {cluster.account}
            </span>
            <span className={classes.muted}>{cluster.message}</span>
          </span>
          <span />
        </Link>
      ))}
      {stale.map(({ account, state, error, since }) => (
        <Link key={account} href={places.accounts()} className={classes.row}>
          <span className={classes.lead}>
            <StatusChip status={state === 'stale' ? 'stale' : 'unreachable'} />
          </span>
          <span className={classes.words}>
            <span>
              Account <strong>{account}</strong>
            </span>
            <span className={classes.muted}>{error ?? 'No answer; screens show what was known then.'}</span>
          </span>
          <span className={classes.number}>
            <Age at={since} />
          </span>
        </Link>
      ))}
      <QueryFaces
        query={failed}
        isEmpty={({ executions }) => executions.length === 0}
        empty={
          degraded.length + stale.length === 0 ? (
            <p className={classes.none}>All is well: nothing failed, nothing is degraded.</p>
          ) : null
        }
      >
        {({ executions }) =>
          executions.slice(0, MOST).map((run) => <RunRow key={run.id} run={run} isFailure />)
        }
      </QueryFaces>
    </Panel>
  );
}
