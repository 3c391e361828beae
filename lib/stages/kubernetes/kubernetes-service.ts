import type { ActorView } from '#lib/engine/contract.ts';
import type { ClusterClient, DeployInput, KubernetesOperations } from '#lib/kubernetes/index.ts';

/** What the manifest stages reach of clusters. `lib/worker` fills it in; a test hands in a fake. */
export interface KubernetesService {
  readonly operations: KubernetesOperations;
  /**
   * The way into an account with the rights of the given person, who needs WRITE on it.
   * Throws NotFound, Forbidden or Unavailable with a sentence.
   */
  readonly account: (name: string, actor: ActorView) => Promise<AccountAccess>;
}

export interface AccountAccess {
  readonly name: string;
  readonly client: ClusterClient;
  readonly mayUseNamespace: (namespace: string) => boolean;
  /** Order and versioning of kinds that the cluster defines by itself, as the account says. */
  readonly customResources?: DeployInput['customResources'];
}

export interface KubernetesNeeds {
  readonly kubernetes: KubernetesService;
}

/** The key under which the worker announces a change of an object (and of the pods below it). */
export function wakeKey(
  account: string,
  ref: { kind: string; namespace?: string | undefined; name: string },
): string {
  return `kubernetes:${account}/${ref.namespace ?? ''}/${ref.kind.toLowerCase()}/${ref.name}`;
}
