import { useQueries } from '@tanstack/react-query';
import type { Application } from '#lib/applications/schema.ts';
import { infrastructureQueries } from '#lib/client/queries/infrastructure.ts';
import type { AccountFreshness, Cluster } from '#lib/infrastructure/schema.ts';

export interface ApplicationClusters {
  application: Application;
  /** Undefined while they are being fetched. */
  clusters: readonly Cluster[] | undefined;
  accounts: readonly AccountFreshness[];
}

/** The clusters of each of the given applications, as they are now. */
export function useFleetView(applications: readonly Application[]): ApplicationClusters[] {
  const queries = useQueries({
    queries: applications.map(({ name }) => infrastructureQueries.clusters(name)),
  });
  return applications.map((application, index) => ({
    application,
    clusters: queries[index]?.data?.clusters,
    accounts: queries[index]?.data?.accounts ?? [],
  }));
}
