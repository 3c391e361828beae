import type { Fleet } from '#lib/fleet/index.ts';
import { affectedRefs, kindNameOf } from '#lib/kubernetes/index.ts';
import { wakeKey } from '#lib/stages/kubernetes/kubernetes-service.ts';

/**
 * Tells waiting stages at once when an object they wait for changes, or anything below it: a pod that crashes wakes the
 * stage that deployed its Deployment.
 */
export function wakeOnChange(fleet: Fleet, add: (key: string) => void): () => void {
  return fleet.onChange((change) => {
    const member = fleet.members().find(({ name }) => name === change.account);
    if (!member) return;
    for (const ref of affectedRefs(member.cache, change)) {
      add(wakeKey(change.account, { ...ref, kind: kindNameOf(ref) }));
    }
  });
}
