import { resolveCount } from '../objects/int-or-percent.ts';
import type { Deployment } from '../objects/workloads.ts';

/** The replicas a deployment asks for; one when it does not say. */
export function desiredReplicas(deployment: Deployment): number {
  return deployment.spec.replicas ?? 1;
}

/** Recreate ends everything old before anything new; all else rolls. */
export function isRecreate(deployment: Deployment): boolean {
  return deployment.spec.strategy?.type === 'Recreate';
}

/**
 * How many pods a rollout may have above the wanted number, and how many below it. Shares round up for the surge and down
 * for the unavailable; when both come out as none, one may be unavailable, or nothing could ever move.
 */
export function fenceposts(deployment: Deployment): { maxSurge: number; maxUnavailable: number } {
  const desired = desiredReplicas(deployment);
  if (isRecreate(deployment)) return { maxSurge: 0, maxUnavailable: 0 };
  const rolling = deployment.spec.strategy?.rollingUpdate ?? { maxSurge: '25%', maxUnavailable: '25%' };
  const maxSurge = resolveCount(rolling.maxSurge, desired, 'up');
  const unavailable = resolveCount(rolling.maxUnavailable, desired, 'down');
  const maxUnavailable = maxSurge === 0 && unavailable === 0 ? 1 : unavailable;
  return { maxSurge, maxUnavailable: Math.min(maxUnavailable, desired) };
}
