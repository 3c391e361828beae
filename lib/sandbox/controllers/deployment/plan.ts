import { findCondition, withCondition } from '../objects/conditions.ts';
import { type Condition, isDeleting } from '../objects/meta.ts';
import { templateHash } from '../objects/names.ts';
import type { Deployment, DeploymentStatus, ReplicaSet } from '../objects/workloads.ts';
import type { EventNote } from '../runtime/events.ts';
import { annotateCurrent, annotateSize } from './annotations.ts';
import { desiredReplicas, fenceposts, isRecreate } from './fenceposts.ts';
import { findCurrent, type Generation, generationOf, isActiveGeneration, revisionOf } from './generation.ts';
import { isScalingEvent, scaleInProportion } from './proportional.ts';
import { allGenerations, allowedSize, type Rollout, resize, roll } from './rollout.ts';
import {
  countStatus,
  deploymentCondition,
  hasDeadline,
  isComplete,
  untilDeadline,
  wireStatus,
  withProgress,
  withReplicaFailure,
} from './status.ts';

/** What one look at a deployment decides. */
export interface DeploymentPlan {
  /** Every generation as it is to be; one without a live object is to be created. */
  generations: Generation[];
  /** The hash that names the generation to create. */
  hash: string;
  /** Old generations beyond the history limit. */
  remove: ReplicaSet[];
  /** The deployment's revision annotation; absent: as it is. */
  revision: string | undefined;
  status: DeploymentStatus;
  notes: EventNote[];
  /** Milliseconds until the progress deadline has to be looked at. */
  againMs: number | undefined;
}

/** What a plan is made from. */
interface DeploymentView {
  deployment: Deployment;
  /** The ReplicaSets that the deployment controls. */
  replicaSets: readonly ReplicaSet[];
  /** For Recreate: whether pods of a ReplicaSet other than the one named still run. */
  hasPodsOutside: (currentName: string | undefined) => boolean;
  now: Date;
}

/** Decides about a deployment, by the rules of the real deployment controller. Pure. */
export function planDeployment(view: DeploymentView): DeploymentPlan {
  const { deployment, now } = view;
  const live = view.replicaSets.map(generationOf);
  const current = findCurrent(deployment, live);
  const rollout: Rollout = {
    deployment,
    current,
    older: live.filter((generation) => generation !== current),
    notes: [],
  };
  const hash = templateHash(deployment.spec.template, deployment.status?.collisionCount);
  const plan = { rollout, hash, remove: [] as ReplicaSet[] };
  let conditions = pausedConditions(deployment, now);

  if (isDeleting(deployment)) return finish(plan, countStatus(rollout, conditions, now), now);
  if (current) annotateCurrent(deployment, current, rollout.older);

  if (deployment.spec.paused || isScalingEvent(rollout)) {
    scaleInProportion(rollout);
    if (deployment.spec.paused) plan.remove = beyondHistory(rollout);
    return finish(plan, countStatus(rollout, conditions, now), now);
  }

  if (isRecreate(deployment)) recreate(rollout, hash, view.hasPodsOutside);
  else roll(rollout, rollout.current ?? createCurrent(rollout, hash));
  if (isComplete(deployment, deployment.status)) plan.remove = beyondHistory(rollout);

  conditions = foundConditions(rollout, conditions, now);
  const counted = withProgress(rollout, countStatus(rollout, conditions, now), now);
  return finish(plan, withReplicaFailure(counted, rollout.current, allGenerations(rollout)), now);
}

function recreate(rollout: Rollout, hash: string, hasPodsOutside: DeploymentView['hasPodsOutside']): void {
  const active = rollout.older.filter(isActiveGeneration);
  for (const generation of active) resize(rollout, generation, 0);
  if (active.length > 0) return;
  if (rollout.older.some((generation) => generation.status.replicas > 0)) return;
  if (hasPodsOutside(rollout.current?.name)) return;
  const current = rollout.current ?? createCurrent(rollout, hash);
  resize(rollout, current, desiredReplicas(rollout.deployment));
}

function createCurrent(rollout: Rollout, hash: string): Generation {
  const { deployment, older } = rollout;
  // Room for the hash must remain within the length of a name.
  const base = deployment.metadata.name.slice(0, 253 - 1 - hash.length);
  const created: Generation = {
    live: undefined,
    name: `${base}-${hash}`,
    replicas: 0,
    minReadySeconds: deployment.spec.minReadySeconds,
    annotations: {},
    status: { replicas: 0 },
  };
  annotateCurrent(deployment, created, older);
  const desired = desiredReplicas(deployment);
  const size = isRecreate(deployment) ? desired : allowedSize(deployment, older, 0);
  annotateSize(created, desired, fenceposts(deployment).maxSurge);
  resize(rollout, created, size);
  rollout.current = created;
  return created;
}

/** The first word about the current generation, before any progress can be told. */
function foundConditions(rollout: Rollout, conditions: Condition[], now: Date): Condition[] {
  const { deployment, current } = rollout;
  if (!current || !hasDeadline(deployment)) return conditions;
  const known = findCondition(conditions, 'Progressing');
  if (current.live && known) return conditions;
  const [reason, words] = current.live
    ? ['FoundNewReplicaSet', 'Found new replica set']
    : ['NewReplicaSetCreated', 'Created new replica set'];
  const found = deploymentCondition(now, 'Progressing', 'True', reason, `${words} "${current.name}"`);
  return withCondition(conditions, found);
}

function pausedConditions(deployment: Deployment, now: Date): Condition[] {
  const conditions = deployment.status?.conditions ?? [];
  const progressing = findCondition(conditions, 'Progressing');
  if (!hasDeadline(deployment) || progressing?.reason === 'ProgressDeadlineExceeded') return conditions;
  const saysPaused = progressing?.reason === 'DeploymentPaused';
  const isPaused = deployment.spec.paused === true;
  if (isPaused === saysPaused) return conditions;
  const [reason, words] = isPaused
    ? ['DeploymentPaused', 'Deployment is paused']
    : ['DeploymentResumed', 'Deployment is resumed'];
  const told = deploymentCondition(now, 'Progressing', 'Unknown', reason, words);
  return withCondition(conditions, told);
}

function beyondHistory(rollout: Rollout): ReplicaSet[] {
  const limit = rollout.deployment.spec.revisionHistoryLimit ?? 10;
  const alive = rollout.older.filter((generation) => generation.live && !isDeleting(generation.live));
  const surplus = alive.length - limit;
  if (surplus <= 0) return [];
  return alive
    .sort((a, b) => revisionOf(a) - revisionOf(b))
    .slice(0, surplus)
    .flatMap(({ live, replicas, status }) => {
      const observed = (live?.metadata.generation ?? 0) <= (status.observedGeneration ?? 0);
      return live && replicas === 0 && status.replicas === 0 && observed ? [live] : [];
    });
}

function finish(
  plan: { rollout: Rollout; hash: string; remove: ReplicaSet[] },
  status: DeploymentStatus,
  now: Date,
): DeploymentPlan {
  const { rollout } = plan;
  const revision = rollout.current?.annotations['deployment.kubernetes.io/revision'];
  return {
    generations: allGenerations(rollout),
    hash: plan.hash,
    remove: plan.remove,
    revision: isDeleting(rollout.deployment) ? undefined : revision,
    status: wireStatus(status),
    notes: rollout.notes,
    againMs: untilDeadline(rollout.deployment, status, now),
  };
}
