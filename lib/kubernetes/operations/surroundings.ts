import { isApiError } from '../client/api-error.ts';
import type { ClusterClient } from '../client/contract.ts';
import { kindOf } from '../kinds/kind-name.ts';
import { defaultKind } from '../kinds/table.ts';
import type { KubernetesObject } from '../manifests/object.ts';
import { type Surroundings, scopeByCrd } from './plan-deploy.ts';

/** What a plan asks, answered by the live cluster. */
export function surroundingsOf(client: ClusterClient, signal?: AbortSignal | undefined): Surroundings {
  // One plan asks for the siblings of many manifests of one kind; nothing is written while it is made.
  const lists = new Map<string, Promise<KubernetesObject[]>>();
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
    sameKind: (object) => {
      const key = `${object.apiVersion}/${object.kind}/${object.metadata.namespace ?? ''}`;
      const known = lists.get(key) ?? listKind(object, client, signal);
      lists.set(key, known);
      return known;
    },
  };
}

async function listKind(
  { apiVersion, kind, metadata }: KubernetesObject,
  client: ClusterClient,
  signal: AbortSignal | undefined,
): Promise<KubernetesObject[]> {
  // Names, versions and hashes lie in the metadata: values of secrets need not travel.
  const query = { apiVersion, kind, namespace: metadata.namespace, metadataOnly: true };
  return (await client.list(query, signal)).items;
}
