import { millisOf } from '../objects/meta.ts';
import { type Pod, readySince } from '../objects/pod.ts';

const PHASES = { Pending: 0, Unknown: 1, Running: 2, Succeeded: 3, Failed: 3 } as const;
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/**
 * The pods in the order in which to give them up, as the real controller ranks them: not yet assigned, not running, not
 * ready, cheaper, on fuller nodes, ready for a shorter time, restarted more often, younger.
 */
export function rankForDeletion(pods: readonly Pod[], related: readonly Pod[], nowMs: number): Pod[] {
  const perNode = new Map<string, number>();
  for (const pod of related) {
    const node = pod.spec.nodeName;
    if (node && pod.metadata.deletionTimestamp === undefined) perNode.set(node, (perNode.get(node) ?? 0) + 1);
  }
  const ranked = pods.map((pod) => ({
    pod,
    assigned: pod.spec.nodeName ? 1 : 0,
    phase: PHASES[pod.status?.phase ?? 'Pending'],
    readyAt: readySince(pod),
    cost: Number(pod.metadata.annotations?.[DELETION_COST] ?? 0) || 0,
    crowd: perNode.get(pod.spec.nodeName ?? '') ?? 0,
    restarts: Math.max(0, ...(pod.status?.containerStatuses ?? []).map((status) => status.restartCount)),
    createdAt: millisOf(pod.metadata.creationTimestamp),
  }));
  const ready = (at: number | undefined) => (at === undefined ? 0 : 1);
  ranked.sort(
    (a, b) =>
      a.assigned - b.assigned ||
      a.phase - b.phase ||
      ready(a.readyAt) - ready(b.readyAt) ||
      a.cost - b.cost ||
      b.crowd - a.crowd ||
      ageRank(a.readyAt ?? 0, nowMs) - ageRank(b.readyAt ?? 0, nowMs) ||
      b.restarts - a.restarts ||
      ageRank(a.createdAt, nowMs) - ageRank(b.createdAt, nowMs) ||
      (a.pod.metadata.uid < b.pod.metadata.uid ? -1 : 1),
  );
  return ranked.map(({ pod }) => pod);
}

/** Ages count by powers of two, so that among pods of like age the choice is spread. */
function ageRank(sinceMs: number, nowMs: number): number {
  const seconds = Math.floor((nowMs - sinceMs) / 1000);
  return seconds <= 0 ? -1 : Math.floor(Math.log2(seconds));
}
