import type { Deployment } from '../objects/workloads.ts';
import { annotateSize } from './annotations.ts';
import { desiredReplicas, fenceposts, isRecreate } from './fenceposts.ts';
import {
  byAge,
  DESIRED_REPLICAS,
  type Generation,
  isActiveGeneration,
  MAX_REPLICAS,
  totalReplicas,
} from './generation.ts';
import { allGenerations, type Rollout, resize } from './rollout.ts';

/** Whether the deployment was scaled since its active generations were: their note of its size is another. */
export function isScalingEvent(rollout: Rollout): boolean {
  const desired = desiredReplicas(rollout.deployment);
  return allGenerations(rollout)
    .filter(isActiveGeneration)
    .some((generation) => {
      const noted = generation.annotations[DESIRED_REPLICAS];
      return noted !== undefined && Number(noted) !== desired;
    });
}

/**
 * Follows a change of size without moving the rollout on: a lone generation takes it all, several share it in proportion,
 * so that a faulty new one does not gain weight by a scaling.
 */
export function scaleInProportion(rollout: Rollout): void {
  const { deployment, current, older } = rollout;
  const desired = desiredReplicas(deployment);
  const active = allGenerations(rollout).filter(isActiveGeneration);
  if (active.length <= 1) {
    const only = active[0] ?? current ?? [...older].sort(byAge).at(-1);
    if (only) resize(rollout, only, desired);
    return;
  }
  if (current && isSaturated(deployment, current)) {
    for (const generation of older.filter(isActiveGeneration)) resize(rollout, generation, 0);
    return;
  }
  if (!isRecreate(deployment)) share(rollout, active);
}

function isSaturated(deployment: Deployment, current: Generation): boolean {
  const desired = desiredReplicas(deployment);
  return (
    current.replicas === desired &&
    Number(current.annotations[DESIRED_REPLICAS]) === desired &&
    (current.status.availableReplicas ?? 0) === desired
  );
}

function share(rollout: Rollout, active: Generation[]): void {
  const desired = desiredReplicas(rollout.deployment);
  const { maxSurge } = fenceposts(rollout.deployment);
  const allowed = desired > 0 ? desired + maxSurge : 0;
  const toAdd = allowed - totalReplicas(active);
  // Largest first; of two alike the newer one grows first and the older one shrinks first.
  active.sort((a, b) => b.replicas - a.replicas || (toAdd > 0 ? byAge(b, a) : byAge(a, b)));
  let added = 0;
  const sizes = active.map((generation) => {
    const part = proportion(rollout.deployment, generation, desired + maxSurge, toAdd, added);
    added += part;
    return generation.replicas + part;
  });
  active.forEach((generation, index) => {
    const leftover = index === 0 ? toAdd - added : 0;
    resize(rollout, generation, Math.max(0, (sizes[index] ?? 0) + leftover));
    annotateSize(generation, desired, maxSurge);
  });
}

function proportion(
  deployment: Deployment,
  generation: Generation,
  maxReplicas: number,
  toAdd: number,
  added: number,
): number {
  if (generation.replicas === 0 || toAdd === 0 || toAdd === added) return 0;
  const fraction = growth(deployment, generation, maxReplicas);
  const remaining = toAdd - added;
  return toAdd > 0 ? Math.min(fraction, remaining) : Math.max(fraction, remaining);
}

function growth(deployment: Deployment, generation: Generation, maxReplicas: number): number {
  if (desiredReplicas(deployment) === 0) return -generation.replicas;
  const before = Number(generation.annotations[MAX_REPLICAS] ?? 0) || (deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  return Math.round((generation.replicas * maxReplicas) / before) - generation.replicas;
}
