import type { Pod } from '../objects/pod.ts';
import { quantity } from '../objects/quantity.ts';
import { podResources } from '../objects/requests.ts';
import { type Misfit, misfit, type NodeLoad } from './fit.ts';

/** Where a pod goes, or why it goes nowhere, in the real scheduler's sentence. */
type Decision = { node: string } | { refusal: string };

/**
 * Chooses the least laden of the nodes that fit. Pure.
 * @param siblings how many pods of the same owner a node has already; they are spread
 */
export function decide(pod: Pod, loads: readonly NodeLoad[], siblings: (node: string) => number): Decision {
  if (loads.length === 0) return { refusal: 'no nodes available to schedule pods' };
  const requests = podResources(pod);
  const misfits: Misfit[] = [];
  let best: { name: string; score: number } | undefined;
  for (const load of loads) {
    const problem = misfit(pod, requests, load);
    if (problem) {
      misfits.push(problem);
      continue;
    }
    const { name } = load.node.metadata;
    const score = siblings(name) * 10 + fullness(load, requests);
    if (!best || score < best.score) best = { name, score };
  }
  return best ? { node: best.name } : { refusal: refusal(misfits) };
}

/** The share of its scarcest resource that a node would have given away. */
function fullness({ node, pods, used }: NodeLoad, requests: Record<string, number>): number {
  const allocatable = node.status?.allocatable ?? {};
  let most = (pods + 1) / Math.max(1, quantity(allocatable.pods ?? 110));
  for (const [resource, amount] of Object.entries(requests)) {
    const total = quantity(allocatable[resource]);
    if (total > 0) most = Math.max(most, ((used[resource] ?? 0) + amount) / total);
  }
  return most;
}

function refusal(misfits: readonly Misfit[]): string {
  const all = misfits.length;
  const reasons = histogram(misfits.flatMap((problem) => problem.reasons));
  const preemption = histogram(
    misfits.map((problem) =>
      problem.canPreempt
        ? 'No preemption victims found for incoming pod'
        : 'Preemption is not helpful for scheduling',
    ),
  );
  return `0/${all} nodes are available: ${reasons}. preemption: 0/${all} nodes are available: ${preemption}.`;
}

function histogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}
