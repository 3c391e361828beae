import type { Fleet } from '#lib/fleet/index.ts';
import { controllerOf, type KubernetesObject, kindNameOf } from '#lib/kubernetes/index.ts';
import { wakeKey } from '#lib/stages/kubernetes/kubernetes-service.ts';

/** Deployment, ReplicaSet, Pod: nothing that stages wait for stands deeper. */
const MAX_HEIGHT = 4;

/**
 * Tells waiting stages at once when an object they wait for changes, or anything below it: a pod that crashes wakes the
 * stage that deployed its Deployment.
 */
export function wakeOnChange(fleet: Fleet, add: (key: string) => void): () => void {
  return fleet.onChange(({ account, object }) => {
    const cache = fleet.members().find((member) => member.name === account)?.cache;
    let current: KubernetesObject | undefined = object;
    for (let height = 0; current && height < MAX_HEIGHT; height += 1) {
      add(
        wakeKey(account, {
          kind: kindNameOf(current),
          namespace: current.metadata.namespace,
          name: current.metadata.name ?? '',
        }),
      );
      const owner = controllerOf(current);
      current = owner ? cache?.byUid(owner.uid) : undefined;
    }
  });
}
