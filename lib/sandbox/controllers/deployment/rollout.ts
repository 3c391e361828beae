import type { Deployment } from '../objects/workloads.ts';
import type { EventNote } from '../runtime/events.ts';
import { annotateSize } from './annotations.ts';
import { desiredReplicas, fenceposts } from './fenceposts.ts';
import { byAge, type Generation, isActiveGeneration, totalReplicas, totalStatus } from './generation.ts';

/** What one look at a deployment works on. */
export interface Rollout {
  deployment: Deployment;
  current: Generation | undefined;
  older: Generation[];
  notes: EventNote[];
}

export function allGenerations(rollout: Rollout): Generation[] {
  return rollout.current ? [...rollout.older, rollout.current] : rollout.older;
}

/** Sets a generation's size and tells about it. Answers whether anything changed. */
export function resize(rollout: Rollout, generation: Generation, replicas: number): boolean {
  if (generation.replicas === replicas) return false;
  annotateSize(generation, desiredReplicas(rollout.deployment), fenceposts(rollout.deployment).maxSurge);
  const direction = replicas > generation.replicas ? 'up' : 'down';
  rollout.notes.push({
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${direction} replica set ${generation.name} from ${generation.replicas} to ${replicas}`,
  });
  generation.replicas = replicas;
  return true;
}

/** How large the new generation may be now: as far as the surge over all generations allows. */
export function allowedSize(deployment: Deployment, all: readonly Generation[], current: number): number {
  const desired = desiredReplicas(deployment);
  const room = desired + fenceposts(deployment).maxSurge - totalReplicas(all);
  return room <= 0 ? current : current + Math.min(room, desired - current);
}

/** One step of a rolling update: grow the new generation, or else shrink the older ones. */
export function roll(rollout: Rollout, current: Generation): void {
  const desired = desiredReplicas(rollout.deployment);
  const size =
    current.replicas > desired
      ? desired
      : allowedSize(rollout.deployment, allGenerations(rollout), current.replicas);
  if (!resize(rollout, current, size)) shrinkOlder(rollout, current);
}

function shrinkOlder(rollout: Rollout, current: Generation): void {
  const active = rollout.older.filter(isActiveGeneration).sort(byAge);
  if (active.length === 0) return;
  const minAvailable = desiredReplicas(rollout.deployment) - fenceposts(rollout.deployment).maxUnavailable;
  const all = allGenerations(rollout);
  const currentUnavailable = current.replicas - (current.status.availableReplicas ?? 0);
  let spare = totalReplicas(all) - minAvailable - currentUnavailable;
  if (spare <= 0) return;

  // Pods of older generations that serve nobody go first: taking them away costs no availability.
  for (const generation of active) {
    const unhealthy = generation.replicas - (generation.status.availableReplicas ?? 0);
    const taken = Math.min(spare, Math.max(0, unhealthy));
    resize(rollout, generation, generation.replicas - taken);
    spare -= taken;
  }

  let removable = totalStatus(all, 'availableReplicas') - minAvailable;
  for (const generation of active) {
    if (removable <= 0) return;
    const taken = Math.min(generation.replicas, removable);
    resize(rollout, generation, generation.replicas - taken);
    removable -= taken;
  }
}
