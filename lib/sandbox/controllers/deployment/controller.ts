import { sameJson } from '../../store/object.ts';
import { isStatus } from '../../store/status-error.ts';
import { withCondition } from '../objects/conditions.ts';
import { controllerOf, controllerReference, splitKey, withAnnotations } from '../objects/meta.ts';
import { isFinished } from '../objects/pod.ts';
import { isEmptySelector, selects } from '../objects/selector.ts';
import type { Deployment, ReplicaSet } from '../objects/workloads.ts';
import { claim } from '../runtime/claim.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';
import { controllerKey, itself } from '../runtime/keys.ts';
import { type Generation, HASH_LABEL, REVISION } from './generation.ts';
import { type DeploymentPlan, planDeployment } from './plan.ts';
import { deploymentCondition, hasDeadline } from './status.ts';

const COMPONENT = 'deployment-controller';

/** Keeps deployments: their ReplicaSets, revisions, conditions. */
export function deploymentController(cluster: Cluster): Controller {
  const deployments = collection<Deployment>(cluster.store, 'deployments.apps');
  const replicaSets = collection<ReplicaSet>(cluster.store, 'replicasets.apps');

  function reconcile(key: string): number | undefined {
    const { namespace, name } = splitKey(key);
    const deployment = deployments.get(namespace, name);
    if (!deployment) return undefined;
    if (isEmptySelector(deployment.spec.selector)) {
      cluster.events.record(COMPONENT, deployment, {
        type: 'Warning',
        reason: 'SelectingAll',
        message: 'This deployment is selecting all pods. A non-empty selector is required.',
      });
      return undefined;
    }
    const owned = claim(deployment, deployment.spec.selector, replicaSets, cluster.orphans);
    const plan = planDeployment({
      deployment,
      replicaSets: owned,
      hasPodsOutside: (current) => hasPodsOutside(owned, current),
      now: cluster.store.now(),
    });
    if (!carryOut(deployment, plan)) return 0;
    return plan.againMs;
  }

  function hasPodsOutside(owned: readonly ReplicaSet[], current: string | undefined): boolean {
    return owned.some(
      (replicaSet) =>
        replicaSet.metadata.name !== current &&
        cluster.pods.controlledBy(replicaSet.metadata.uid).some((pod) => !isFinished(pod)),
    );
  }

  /** Answers false when the hash collided and the deployment is to be planned again. */
  function carryOut(deployment: Deployment, plan: DeploymentPlan): boolean {
    for (const generation of plan.generations) {
      if (generation.live) apply(generation.live, generation);
      else if (!create(deployment, generation, plan.hash)) return false;
    }
    for (const note of plan.notes) cluster.events.record(COMPONENT, deployment, note);
    for (const replicaSet of plan.remove) replicaSets.remove(replicaSet);
    const { revision } = plan;
    if (revision !== undefined && deployment.metadata.annotations?.[REVISION] !== revision)
      deployments.update(deployment, (live) => withAnnotations(live, { [REVISION]: revision }));
    if (!sameJson(deployment.status, plan.status)) deployments.updateStatus(deployment, () => plan.status);
    return true;
  }

  function apply(live: ReplicaSet, generation: Generation): void {
    const { replicas, minReadySeconds, annotations } = generation;
    const isSame =
      (live.spec.replicas ?? 1) === replicas && sameJson(live.metadata.annotations ?? {}, annotations);
    if (isSame) return;
    replicaSets.update(live, (now) => ({
      ...now,
      metadata: { ...now.metadata, annotations },
      spec: { ...now.spec, replicas, ...(minReadySeconds === undefined ? {} : { minReadySeconds }) },
    }));
  }

  function create(deployment: Deployment, generation: Generation, hash: string): boolean {
    const { namespace } = deployment.metadata;
    const { template, selector, minReadySeconds } = deployment.spec;
    const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
    try {
      replicaSets.create({
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: {
          name: generation.name,
          namespace,
          labels,
          annotations: generation.annotations,
          ownerReferences: [controllerReference(deployment)],
        },
        spec: {
          replicas: generation.replicas,
          selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
          template: { ...template, metadata: { ...template.metadata, labels } },
          ...(minReadySeconds === undefined ? {} : { minReadySeconds }),
        },
      });
      return true;
    } catch (error) {
      if (isStatus(error, 'AlreadyExists')) {
        deployments.updateStatus(deployment, ({ status }) => ({
          ...status,
          collisionCount: (status?.collisionCount ?? 0) + 1,
        }));
        return false;
      }
      // In a namespace on its way out every create fails, and that is nothing to tell.
      const isEnding = isStatus(error, 'Forbidden') && error.message.includes('being terminated');
      if (error instanceof Error && !isEnding) tellFailure(deployment, generation.name, error.message);
      throw error;
    }
  }

  function tellFailure(deployment: Deployment, name: string, why: string): void {
    const message = `Failed to create new replica set "${name}": ${why}`;
    const reason = 'ReplicaSetCreateError';
    if (hasDeadline(deployment)) {
      const told = deploymentCondition(cluster.store.now(), 'Progressing', 'False', reason, message);
      deployments.updateStatus(deployment, ({ status }) => ({
        ...status,
        conditions: withCondition(status?.conditions, told),
      }));
    }
    cluster.events.record(COMPONENT, deployment, { type: 'Warning', reason, message });
  }

  return {
    name: COMPONENT,
    watches: {
      'deployments.apps': itself,
      'replicasets.apps': (event) => {
        const byOwner = controllerKey('Deployment')(event);
        if (byOwner !== undefined || event.type === 'DELETED') return byOwner;
        // A ReplicaSet that nobody controls may be one to adopt.
        const { namespace, labels } = event.object.metadata;
        return deployments
          .list(namespace, (deployment) => selects(deployment.spec.selector, labels))
          .map((deployment) => `${namespace}/${deployment.metadata.name}`);
      },
      // Recreate goes on when the last old pod is gone.
      pods: (event) => {
        if (event.type !== 'DELETED') return undefined;
        const owner = event.object.metadata.ownerReferences?.find((reference) => reference.controller);
        if (owner?.kind !== 'ReplicaSet') return undefined;
        const replicaSet = replicaSets.get(event.object.metadata.namespace, owner.name);
        const deployment = replicaSet && controllerOf(replicaSet);
        return deployment?.kind === 'Deployment'
          ? `${event.object.metadata.namespace}/${deployment.name}`
          : undefined;
      },
    },
    reconcile,
    spacingMs: 5,
  };
}
