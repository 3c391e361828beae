import type { Cluster } from '#lib/infrastructure/schema.ts';

export interface ClusterFilters {
  text: string;
  account: readonly string[];
  namespace: readonly string[];
  status: readonly string[];
  image: readonly string[];
}

/** The clusters that fit all filters; an empty list of values lets everything through. */
export function filterClusters(clusters: readonly Cluster[], filters: ClusterFilters): Cluster[] {
  const wanted = filters.text.trim().toLowerCase();
  const fits = (chosen: readonly string[], value: string) => chosen.length === 0 || chosen.includes(value);
  return clusters.filter((cluster) => {
    const images = cluster.serverGroups.flatMap((group) => group.images);
    return (
      fits(filters.account, cluster.account) &&
      fits(filters.namespace, cluster.namespace) &&
      fits(filters.status, cluster.status) &&
      (filters.image.length === 0 || images.some((image) => filters.image.includes(image))) &&
      (wanted === '' || textOf(cluster, images).includes(wanted))
    );
  });
}

function textOf(cluster: Cluster, images: readonly string[]): string {
  const groups = cluster.serverGroups.flatMap((group) => [group.name, group.version]);
  return [cluster.cluster, cluster.account, cluster.namespace, ...groups, ...images].join('\n').toLowerCase();
}

/** What fails stands on top; otherwise the order stays, so that nothing jumps while a rollout runs. */
export function troubledFirst(clusters: readonly Cluster[]): Cluster[] {
  const isTroubled = (cluster: Cluster) => Number(cluster.status === 'degraded');
  return clusters.toSorted((a, b) => isTroubled(b) - isTroubled(a));
}
