import type { PodHealth as SquareHealth } from '#components/status/group-pods.ts';
import type { PodHealth, ServerGroup } from '#lib/infrastructure/schema.ts';

/** Health of a pod in the words of the status table. */
export function squareOf(health: PodHealth): SquareHealth {
  return health === 'terminating' ? 'stopping' : health;
}

/** The pods of a group as squares; where only counts are known, nameless ones in the right numbers. */
export function podsOf(
  group: Pick<ServerGroup, 'instances' | 'counts'>,
): { name: string; health: SquareHealth }[] {
  if (group.instances) return group.instances.map(({ name, health }) => ({ name, health: squareOf(health) }));
  return Object.entries(group.counts).flatMap(([health, count]) =>
    Array.from({ length: count }, (_, index) => ({
      name: `${health} ${index + 1}`,
      health: squareOf(health as PodHealth),
    })),
  );
}

/** The part of an image that tells versions apart: tag, or the beginning of the digest; the name when there is neither. */
export function tagOf(image: string): string {
  const digest = image.split('@')[1];
  if (digest) return digest.replace(/^sha256:/, '').slice(0, 12);
  const last = image.slice(image.lastIndexOf('/') + 1);
  return last.includes(':') ? last.slice(last.indexOf(':') + 1) : last;
}

/** A pod's name without what it shares with its owner: `…-7xk2p`. Whole where it shares nothing. */
export function shortPodName(pod: string, owner: string): string {
  return pod.startsWith(`${owner}-`) && pod.length > owner.length + 1
    ? `…${pod.slice(Math.max(owner.length, pod.lastIndexOf('-')))}`
    : pod;
}

/** A revision as a version: `v011`. */
export function versionOf(revision: number): string {
  return `v${String(revision).padStart(3, '0')}`;
}
