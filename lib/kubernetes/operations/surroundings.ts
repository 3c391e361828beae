import { isApiError } from '../client/api-error.ts';
import type { ClusterClient } from '../client/contract.ts';
import { kindOf } from '../kinds/kind-name.ts';
import { defaultKind } from '../kinds/table.ts';
import { type Surroundings, scopeByCrd } from './plan-deploy.ts';

/** What a plan asks, answered by the live cluster. */
export function surroundingsOf(client: ClusterClient, signal?: AbortSignal | undefined): Surroundings {
  return {
    account: client.account,
    isNamespaced: async (object, deployedWith) => {
      const byCrd = scopeByCrd(object, deployedWith);
      if (byCrd !== undefined) return byCrd;
      try {
        return (await client.resourceOf(object, signal)).namespaced;
      } catch (error) {
        const kind = kindOf(object);
        // The write will be refused with these very words; until then a known kind's habit will do.
        if (isApiError(error) && error.reason === 'UnknownKind' && kind !== defaultKind)
          return !kind.clusterScoped;
        throw error;
      }
    },
    live: (ref) => client.get(ref, signal),
    sameKind: async (object) => {
      const { items } = await client.list(
        {
          apiVersion: object.apiVersion,
          kind: object.kind,
          namespace: object.metadata.namespace,
          // Names, versions and hashes lie in the metadata: values of secrets need not travel.
          metadataOnly: true,
        },
        signal,
      );
      return items;
    },
  };
}
