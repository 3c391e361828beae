import type { Fleet } from '#lib/fleet/index.ts';
import { groupClusters } from '#lib/infrastructure/index.ts';
import type { Services } from '#lib/stages/services.ts';

/** Counts server groups for preconditions, from the live cache. */
export function clusterSizes(fleet: Fleet): Services['clusters'] {
  return {
    async size({ application, account, cluster, namespace, onlyEnabled }) {
      const { name, environment, isProduction, cache } = fleet.member(account);
      const objects = cache.byApplication(application);
      const found = groupClusters([
        { account: name, environment, isProduction, objects, ownedBy: (uid) => cache.ownedBy(uid) },
      ]).filter((each) => each.cluster === cluster && each.namespace === namespace);
      const groups = found.flatMap((each) => each.serverGroups);
      return groups.filter((group) => !onlyEnabled || group.status !== 'disabled').length;
    },
  };
}
