'use client';

import { IconServerOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { places } from '#components/layout/places.ts';
import { isBehind } from '#components/status/is-behind.ts';
import { PodLegend } from '#components/status/pod-squares.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/error-state.tsx';
import { FilterBar } from '#components/ui/filter-bar.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { ListSkeleton } from '#components/ui/skeletons.tsx';
import { DetailsSkeleton, WithDetails } from '#components/ui/with-details.tsx';
import { infrastructureQueries } from '#lib/client/queries/infrastructure.ts';
import type { ClustersView as View } from '#lib/infrastructure/schema.ts';
import { ClusterPanel } from './cluster-panel.tsx';
import { filterClusters, troubledFirst } from './filter-clusters.ts';
import { useOpenObject } from './use-open-object.ts';

// The details bring dialogs, logs and diffs; the list is there before them.
const ObjectDrawer = dynamic(() => import('./object-drawer.tsx').then((module) => module.ObjectDrawer), {
  ssr: false,
  loading: () => <DetailsSkeleton />,
});

const list = parseAsArrayOf(parseAsString).withDefault([]);

/** What runs where: clusters by account, their server groups, every pod a square; details beside it. */
export function ClustersView({ application }: { application: string }) {
  const query = useQuery(infrastructureQueries.clusters(application));
  const { open } = useOpenObject();
  const connecting = (query.data?.accounts ?? [])
    .filter(({ state, error }) => state === 'connecting' && !error)
    .map(({ account }) => account);
  return (
    <WithDetails
      details={
        open ? (
          <ObjectDrawer key={Object.values(open).join('/')} application={application} object={open} />
        ) : null
      }
    >
      <QueryFaces
        query={query}
        isEmpty={(view) => view.clusters.length === 0}
        empty={
          <>
            {query.data ? <Freshness view={query.data} /> : null}
            {connecting.length > 0 ? (
              <Connecting accounts={connecting} />
            ) : (
              <EmptyState icon={IconServerOff} title="Nothing of this application runs yet">
                Start one of its <Link href={places.pipelines(application)}>pipelines</Link>. Objects with the
                annotation moniker.spinnaker.io/application: {application} show here too, whoever made them.
              </EmptyState>
            )}
          </>
        }
      >
        {(view) => <Clusters view={view} />}
      </QueryFaces>
    </WithDetails>
  );
}

function Clusters({ view }: { view: View }) {
  const [filters] = useQueryStates({
    q: parseAsString.withDefault(''),
    account: list,
    namespace: list,
    status: list,
    image: list,
  });
  const shown = useMemo(
    () => troubledFirst(filterClusters(view.clusters, { ...filters, text: filters.q })),
    [view.clusters, filters],
  );
  const groups = shown.reduce((sum, cluster) => sum + cluster.serverGroups.length, 0);
  const pods = shown.reduce(
    (sum, cluster) => sum + cluster.serverGroups.reduce((all, group) => all + podsIn(group.counts), 0),
    0,
  );
  const choices = [
    choice(
      'account',
      'Account',
      view.clusters.map((cluster) => cluster.account),
    ),
    ...(view.clusters.some((cluster) => cluster.namespace !== cluster.account)
      ? [
          choice(
            'namespace',
            'Namespace',
            view.clusters.map((cluster) => cluster.namespace),
          ),
        ]
      : []),
    choice(
      'status',
      'Status',
      view.clusters.map((cluster) => cluster.status),
    ),
    choice(
      'image',
      'Image',
      view.clusters.flatMap((cluster) => cluster.serverGroups.flatMap((group) => group.images)),
    ),
  ];
  return (
    <>
      <Freshness view={view} />
      <FilterBar
        choices={choices}
        summary={`${count(shown.length, 'cluster')} · ${count(groups, 'server group')} · ${count(pods, 'pod')}`}
      />
      {shown.length === 0 ? (
        <EmptyState title="Nothing fits the filter">Change or clear it above.</EmptyState>
      ) : null}
      {shown.map((cluster) => (
        <ClusterPanel key={`${cluster.account}/${cluster.namespace}/${cluster.cluster}`} cluster={cluster} />
      ))}
      {shown.length > 0 ? <PodLegend /> : null}
    </>
  );
}

/** Nothing can be said yet of clusters that are still being read. */
function Connecting({ accounts }: { accounts: readonly string[] }) {
  return (
    <>
      <Notice tone="run" title={`Connecting to ${accounts.join(', ')}`}>
        What runs there shows here as soon as the cluster has answered.
      </Notice>
      <ListSkeleton rows={3} />
    </>
  );
}

/** Says by name which accounts cannot be shown as they are now. */
function Freshness({ view }: { view: View }) {
  return view.accounts.filter(isBehind).map((account) => (
    <Notice
      key={account.account}
      tone="wait"
      title={
        account.state === 'stale'
          ? `${account.account}: shown as last seen`
          : `${account.account}: not reached, so nothing is known of it`
      }
    >
      {account.error ?? 'The cluster has not answered for a while.'} It is tried again by itself.
    </Notice>
  ));
}

function choice(key: string, label: string, values: readonly string[]) {
  const options = [...new Set(values)].sort().map((value) => ({ value, label: value }));
  return { key, label, options };
}

function podsIn(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, each) => sum + each, 0);
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en-US')} ${what}${number === 1 ? '' : 's'}`;
}
