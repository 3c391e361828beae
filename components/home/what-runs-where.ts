import { tagOf } from '#components/clusters/pods-of.ts';
import type { Cluster, GroupStatus } from '#lib/infrastructure/schema.ts';

/** A version in an account: the tag of what a cluster leads to now. */
export interface Version {
  tag: string;
  status: GroupStatus;
  /** Names of the clusters that run it there. */
  clusters: string[];
}

/** For each account the versions that run there, each once; the worst status of those that run it. */
export function versionsByAccount(clusters: readonly Cluster[]): Map<string, Version[]> {
  const accounts = new Map<string, Version[]>();
  for (const cluster of clusters) {
    const image = cluster.serverGroups.find((group) => group.isCurrent)?.images[0];
    if (image === undefined) continue;
    const versions = accounts.get(cluster.account) ?? [];
    accounts.set(cluster.account, versions);
    const tag = tagOf(image);
    const known = versions.find((version) => version.tag === tag);
    if (!known) versions.push({ tag, status: cluster.status, clusters: [cluster.name] });
    else {
      known.clusters.push(cluster.name);
      if (severity(cluster.status) > severity(known.status)) known.status = cluster.status;
    }
  }
  return accounts;
}

function severity(status: GroupStatus): number {
  return status === 'degraded' ? 2 : status === 'progressing' ? 1 : 0;
}

/** How many pods are ready of how many wanted. */
export function podTotals(clusters: readonly Cluster[]): { ready: number; desired: number } {
  return clusters.reduce(
    (sum, { ready, desired }) => ({ ready: sum.ready + ready, desired: sum.desired + desired }),
    { ready: 0, desired: 0 },
  );
}
