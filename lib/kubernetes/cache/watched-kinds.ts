import type { AccountConfig } from '../accounts/schema.ts';
import type { ResourceQuery } from '../client/contract.ts';
import { canonicalKindName, isSameKind, kindOf } from '../kinds/kind-name.ts';
import { kinds } from '../kinds/table.ts';

export type WatchScope = Pick<AccountConfig, 'namespaces' | 'kinds' | 'omitKinds' | 'customResources'>;

// Shown beside the classes of Spinnaker: autoscalers and budgets explain what a server group does, namespaces fill the pickers.
const alsoWatched = ['horizontalpodautoscaler', 'podDisruptionBudget', 'namespace'];

// Their content is neither shown in lists nor wanted here.
const metadataOnly = new Set(['secret', 'configMap']);

/** What is mirrored of an account: the kinds the console shows, those of the account's own, within its namespaces. */
export function watchedQueries(scope: WatchScope): ResourceQuery[] {
  const shown = kinds
    .filter((kind) => kind.spinnakerKind !== 'unclassified' || alsoWatched.includes(kind.name))
    .map((kind) => kind.name);
  const custom = scope.customResources.map((resource) => canonicalKindName(resource.kubernetesKind));
  const wanted =
    scope.kinds.length > 0 ? scope.kinds.map(canonicalKindName) : [...new Set([...shown, ...custom])];
  const kept = wanted.filter((name) => !scope.omitKinds.some((omitted) => isSameKind(omitted, name)));
  return kept.flatMap((name) => queriesOf(name, scope));
}

function queriesOf(name: string, scope: WatchScope): ResourceQuery[] {
  const known = kindOf({ kind: name });
  const described = scope.customResources.find((resource) => isSameKind(resource.kubernetesKind, name));
  const isClusterScoped = known.clusterScoped || described?.namespaced === false;
  const query: ResourceQuery = { kind: known.kind || name, metadataOnly: metadataOnly.has(name) };
  if (scope.namespaces.length === 0) return [query];
  // An account that is kept to some namespaces seldom may list what belongs to the whole cluster.
  return isClusterScoped ? [] : scope.namespaces.map((namespace) => ({ ...query, namespace }));
}
