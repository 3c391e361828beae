import type { ClusterClient } from '../client/contract.ts';
import type { KubernetesObject } from '../manifests/object.ts';
import { planStrategy, type RolloutStrategy, type StrategyStep } from '../strategies/plan-strategy.ts';
import type { RolloutInput } from './contract.ts';

/** What the strategy asks to be done to the server groups before the given ones, as they are now. Only reads. */
export async function planRollout({
  client,
  strategy,
  manifests,
  signal,
}: RolloutInput): Promise<StrategyStep[]> {
  if (strategy === 'none') return [];
  const namespaces = new Set(
    manifests.filter(takesPart).map((manifest) => manifest.metadata.namespace ?? 'default'),
  );
  const live = await Promise.all([...namespaces].map((namespace) => replicaSets(client, namespace, signal)));
  return planStrategy(strategy, manifests, live.flat());
}

/** Said when a strategy was chosen that nothing of the deploy takes part in (reference 15, row 7). */
export function idleStrategyNote(
  strategy: RolloutStrategy,
  manifests: readonly KubernetesObject[],
): string | undefined {
  if (strategy === 'none' || manifests.some(takesPart)) return undefined;
  return `The rollout strategy ${strategy} acts on ReplicaSets, and none was deployed: nothing was done to former server groups.`;
}

function takesPart(manifest: KubernetesObject): boolean {
  return manifest.kind === 'ReplicaSet';
}

async function replicaSets(
  client: ClusterClient,
  namespace: string,
  signal: AbortSignal | undefined,
): Promise<KubernetesObject[]> {
  return (await client.list({ apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace }, signal)).items;
}
