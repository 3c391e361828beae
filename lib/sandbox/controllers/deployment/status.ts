import { compact } from '../objects/compact.ts';
import { findCondition, withCondition, withoutCondition } from '../objects/conditions.ts';
import { type Condition, millisOf, wireTime } from '../objects/meta.ts';
import type { Deployment, DeploymentStatus } from '../objects/workloads.ts';
import { desiredReplicas, fenceposts } from './fenceposts.ts';
import { type Generation, totalReplicas, totalStatus } from './generation.ts';
import { allGenerations, type Rollout } from './rollout.ts';

// What a deployment without a deadline is given by old API versions; it means "never".
const NO_DEADLINE = 2 ** 31 - 1;

/** Whether progress of this deployment is watched at all. */
export function hasDeadline(deployment: Deployment): boolean {
  const seconds = deployment.spec.progressDeadlineSeconds;
  return seconds !== undefined && seconds !== NO_DEADLINE;
}

/** A condition of a deployment, as of now. */
export function deploymentCondition(
  now: Date,
  type: string,
  status: Condition['status'],
  reason: string,
  message: string,
): Condition {
  const time = wireTime(now);
  return { type, status, lastUpdateTime: time, lastTransitionTime: time, reason, message };
}

/** The counts, and whether enough pods are available. */
export function countStatus(rollout: Rollout, conditions: Condition[], now: Date): DeploymentStatus {
  const { deployment, current } = rollout;
  const all = allGenerations(rollout);
  const available = totalStatus(all, 'availableReplicas');
  const enough = available >= desiredReplicas(deployment) - fenceposts(deployment).maxUnavailable;
  const availability = enough
    ? deploymentCondition(
        now,
        'Available',
        'True',
        'MinimumReplicasAvailable',
        'Deployment has minimum availability.',
      )
    : deploymentCondition(
        now,
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
      );
  return {
    observedGeneration: deployment.metadata.generation,
    replicas: totalStatus(all, 'replicas'),
    updatedReplicas: current?.status.replicas ?? 0,
    readyReplicas: totalStatus(all, 'readyReplicas'),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, totalReplicas(all) - available),
    terminatingReplicas: totalStatus(all, 'terminatingReplicas'),
    collisionCount: deployment.status?.collisionCount,
    conditions: withCondition(conditions, availability),
  };
}

/** Everything asked for runs in the current generation, is available, and nothing else is left. */
export function isComplete(deployment: Deployment, status: DeploymentStatus | undefined): boolean {
  const desired = desiredReplicas(deployment);
  return (
    (status?.updatedReplicas ?? 0) === desired &&
    (status?.replicas ?? 0) === desired &&
    (status?.availableReplicas ?? 0) === desired &&
    (status?.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

/** The Progressing condition after this look: done, moving, or late. */
export function withProgress(rollout: Rollout, status: DeploymentStatus, now: Date): DeploymentStatus {
  const { deployment, current } = rollout;
  if (!hasDeadline(deployment))
    return { ...status, conditions: withoutCondition(status.conditions, 'Progressing') };
  const before = findCondition(status.conditions, 'Progressing');
  const isSettled =
    (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && before?.reason === 'NewReplicaSetAvailable';
  if (isSettled) return status;
  const subject = current ? `ReplicaSet "${current.name}"` : `Deployment "${deployment.metadata.name}"`;
  const say = (state: Condition['status'], reason: string, words: string) =>
    deploymentCondition(now, 'Progressing', state, reason, `${subject} ${words}`);

  if (isComplete(deployment, status)) {
    const done = say('True', 'NewReplicaSetAvailable', 'has successfully progressed.');
    return { ...status, conditions: withCondition(status.conditions, done) };
  }
  if (hasMoved(deployment.status ?? {}, status)) {
    const moving = say('True', 'ReplicaSetUpdated', 'is progressing.');
    // Progress renews the update time even when the words stay, so the old condition makes way for the new one.
    const lastTransitionTime =
      before?.status === 'True' ? before.lastTransitionTime : moving.lastTransitionTime;
    return {
      ...status,
      conditions: [...withoutCondition(status.conditions, 'Progressing'), { ...moving, lastTransitionTime }],
    };
  }
  if (before && isLate(deployment, before, now)) {
    const late = say('False', 'ProgressDeadlineExceeded', 'has timed out progressing.');
    return { ...status, conditions: withCondition(status.conditions, late) };
  }
  return status;
}

function hasMoved(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const count = (value: number | undefined) => value ?? 0;
  const oldPods = (status: DeploymentStatus) => count(status.replicas) - count(status.updatedReplicas);
  return (
    count(after.updatedReplicas) > count(before.updatedReplicas) ||
    oldPods(after) < oldPods(before) ||
    count(after.readyReplicas) > count(before.readyReplicas) ||
    count(after.availableReplicas) > count(before.availableReplicas)
  );
}

function isLate(deployment: Deployment, progressing: Condition, now: Date): boolean {
  if (progressing.reason === 'ProgressDeadlineExceeded') return true;
  const seconds = deployment.spec.progressDeadlineSeconds ?? 0;
  return millisOf(progressing.lastUpdateTime) + seconds * 1000 < now.getTime();
}

/** Milliseconds until the deadline has to be looked at, while a rollout is under way. */
export function untilDeadline(
  deployment: Deployment,
  status: DeploymentStatus,
  now: Date,
): number | undefined {
  const progressing = findCondition(status.conditions, 'Progressing');
  if (!hasDeadline(deployment) || !progressing || isComplete(deployment, status)) return undefined;
  if (progressing.reason === 'ProgressDeadlineExceeded') return undefined;
  const seconds = deployment.spec.progressDeadlineSeconds ?? 0;
  return Math.max(0, millisOf(progressing.lastUpdateTime) + seconds * 1000 - now.getTime()) + 1000;
}

/** A failure to create pods shows on the deployment; the current generation's before an older one's. */
export function withReplicaFailure(
  status: DeploymentStatus,
  current: Generation | undefined,
  all: readonly Generation[],
): DeploymentStatus {
  const failure = [...(current ? [current] : []), ...all]
    .map((generation) => findCondition(generation.status.conditions, 'ReplicaFailure'))
    .find((condition) => condition !== undefined);
  if (!failure) return { ...status, conditions: withoutCondition(status.conditions, 'ReplicaFailure') };
  const { lastTransitionTime } = failure;
  const told = { ...failure, lastUpdateTime: lastTransitionTime ?? undefined };
  return { ...status, conditions: withCondition(status.conditions, told) };
}

/** The status as it is written: numbers that are zero are left out, but for the terminating ones. */
export function wireStatus(status: DeploymentStatus): DeploymentStatus {
  return compact(status, ['terminatingReplicas', 'collisionCount']);
}
