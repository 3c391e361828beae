import type { KubernetesObject } from '../manifests/object.ts';
import { numberAt, valueAt } from '../manifests/readers.ts';

/**
 * Whether a rollout that met its quota goes on by itself: a Deployment that still has old pods, and may stop one before the new one is there,
 * frees what the new one needs.
 */
export function mayMakeRoom(deployment: KubernetesObject): boolean {
  if (deployment.kind !== 'Deployment') return false;
  const total = numberAt(deployment, 'status', 'replicas') ?? 0;
  const updated = numberAt(deployment, 'status', 'updatedReplicas') ?? 0;
  return total > updated && maxUnavailable(deployment) > 0;
}

function maxUnavailable(deployment: KubernetesObject): number {
  if (valueAt(deployment, 'spec', 'strategy', 'type') === 'Recreate') return Number.POSITIVE_INFINITY;
  const replicas = numberAt(deployment, 'spec', 'replicas') ?? 1;
  const part = (name: string, round: (value: number) => number) => {
    const value = valueAt(deployment, 'spec', 'strategy', 'rollingUpdate', name) ?? '25%';
    return typeof value === 'number' ? value : round((Number.parseFloat(String(value)) / 100) * replicas);
  };
  const unavailable = part('maxUnavailable', Math.floor);
  // The API's own rule: with neither a surge nor a gap nothing would move.
  return unavailable === 0 && part('maxSurge', Math.ceil) === 0 ? 1 : unavailable;
}
