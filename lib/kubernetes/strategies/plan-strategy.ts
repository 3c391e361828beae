import { kindOf, manifestNameOf } from '../kinds/kind-name.ts';
import { type KubernetesObject, type ObjectRef, refOf } from '../manifests/object.ts';
import { fieldsAt, numberAt } from '../manifests/readers.ts';
import { monikerOf } from '../naming/moniker-of.ts';

export type RolloutStrategy = 'redblack' | 'bluegreen' | 'highlander' | 'none';

/** What is to be done to a former server group once the new one is stable. */
export type StrategyStep = { action: 'disable' | 'delete'; ref: ObjectRef };

/**
 * The steps after a deploy (reference 2.1 and 5.8): for each new ReplicaSet, all others of its cluster and namespace. Red/black and blue/green
 * take their traffic away and keep them to go back to, except those that never came up; highlander deletes them. Other kinds take no part.
 */
export function planStrategy(
  strategy: RolloutStrategy,
  deployed: readonly KubernetesObject[],
  live: readonly KubernetesObject[],
): StrategyStep[] {
  if (strategy === 'none') return [];
  const fresh = deployed.filter((object) => object.kind === 'ReplicaSet');
  const former = live.filter(
    (object) =>
      object.kind === 'ReplicaSet' && fresh.some((one) => isFormerOf(object, one)) && !isAmong(object, fresh),
  );
  return former.flatMap((object): StrategyStep[] => {
    const ref = refOf(object);
    if (strategy === 'highlander')
      return [
        { action: 'disable', ref },
        { action: 'delete', ref },
      ];
    return [{ action: isWorthKeeping(object) ? 'disable' : 'delete', ref }];
  });
}

/** `take the traffic from replicaSet web-v002` */
export function strategyStepText({ action, ref }: StrategyStep): string {
  return `${action === 'disable' ? 'take the traffic from' : 'delete'} ${manifestNameOf(ref)}`;
}

function isFormerOf(object: KubernetesObject, fresh: KubernetesObject): boolean {
  const cluster = monikerOf(fresh).cluster;
  return (
    cluster !== undefined &&
    monikerOf(object).cluster === cluster &&
    object.metadata.namespace === fresh.metadata.namespace
  );
}

function isAmong(object: KubernetesObject, fresh: readonly KubernetesObject[]): boolean {
  return fresh.some(
    (one) =>
      one.metadata.name === object.metadata.name && one.metadata.namespace === object.metadata.namespace,
  );
}

/** One that is neither stable nor failed and serves with no pod is nothing to go back to. */
function isWorthKeeping(object: KubernetesObject): boolean {
  const { stable, failed } = kindOf(object).stability(object);
  const status = fieldsAt(object, 'status');
  const serving = Math.min(
    numberAt(status, 'readyReplicas') ?? 0,
    numberAt(status, 'availableReplicas') ?? 0,
  );
  return stable.state || failed.state || serving > 0;
}
