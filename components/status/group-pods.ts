/** Health of one pod as the squares show it. */
export type PodHealth = 'ready' | 'starting' | 'failing' | 'stopping' | 'completed' | 'unknown';

export interface PodGroup {
  health: PodHealth;
  count: number;
}

const order: readonly PodHealth[] = ['failing', 'starting', 'ready', 'stopping', 'completed', 'unknown'];

/** From this many pods on, counts are drawn in place of squares (Spinnaker's Deck does the same). */
export const groupFrom = 100;

/** Counts pods by health, what needs a look first. */
export function groupPods(pods: readonly PodHealth[]): PodGroup[] {
  const counts = new Map<PodHealth, number>();
  for (const health of pods) counts.set(health, (counts.get(health) ?? 0) + 1);
  return order.flatMap((health) => {
    const count = counts.get(health) ?? 0;
    return count === 0 ? [] : [{ health, count }];
  });
}

/** "6 pods: 1 failing, 5 ready", which is what a screen reader hears. */
export function podSentence(pods: readonly PodHealth[]): string {
  if (pods.length === 0) return 'No pods';
  const parts = groupPods(pods).map(({ health, count }) => `${count} ${health}`);
  return `${pods.length} ${pods.length === 1 ? 'pod' : 'pods'}: ${parts.join(', ')}`;
}
