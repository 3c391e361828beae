import { compact } from '../objects/compact.ts';
import { findCondition, withCondition, withoutCondition } from '../objects/conditions.ts';
import { isDeleting, wireTime } from '../objects/meta.ts';
import { availability, isActive, isReady, type Pod } from '../objects/pod.ts';
import { hasLabels } from '../objects/selector.ts';
import type { ReplicaSet, ReplicaSetStatus } from '../objects/workloads.ts';

/** How many pods a ReplicaSet lacks (positive) or has too many (negative). */
export function surplusOrLack(replicaSet: ReplicaSet, pods: readonly Pod[]): number {
  if (isDeleting(replicaSet)) return 0;
  return (replicaSet.spec.replicas ?? 1) - pods.filter(isActive).length;
}

/** The status that these pods give, and when it will change by time alone (pods getting old enough to be available). */
export function statusOf(
  replicaSet: ReplicaSet,
  pods: readonly Pod[],
  failure: string | undefined,
  now: Date,
): { status: ReplicaSetStatus; againMs: number | undefined } {
  const templateLabels = replicaSet.spec.template.metadata?.labels ?? {};
  let fullyLabeledReplicas = 0;
  let readyReplicas = 0;
  let availableReplicas = 0;
  let terminatingReplicas = 0;
  let replicas = 0;
  let againMs: number | undefined;
  for (const pod of pods) {
    if (isDeleting(pod)) {
      if (pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed') terminatingReplicas++;
      continue;
    }
    if (!isActive(pod)) continue;
    replicas++;
    if (hasLabels(pod.metadata.labels, templateLabels)) fullyLabeledReplicas++;
    if (!isReady(pod)) continue;
    readyReplicas++;
    const state = availability(pod, replicaSet.spec.minReadySeconds ?? 0, now.getTime());
    if (state.available) availableReplicas++;
    else if (state.remainingMs !== undefined)
      againMs = Math.min(againMs ?? Number.POSITIVE_INFINITY, state.remainingMs);
  }
  const status = compact<ReplicaSetStatus>(
    {
      replicas,
      fullyLabeledReplicas,
      readyReplicas,
      availableReplicas,
      terminatingReplicas,
      observedGeneration: replicaSet.metadata.generation,
      conditions: failureConditions(replicaSet, replicas, failure, now),
    },
    ['replicas', 'terminatingReplicas'],
  );
  return { status, againMs };
}

function failureConditions(replicaSet: ReplicaSet, active: number, failure: string | undefined, now: Date) {
  const conditions = replicaSet.status?.conditions;
  if (failure === undefined) return withoutCondition(conditions, 'ReplicaFailure');
  // The first failure's words stay until the failure is over, as in the real controller.
  if (findCondition(conditions, 'ReplicaFailure')) return [...(conditions ?? [])];
  return withCondition(conditions, {
    type: 'ReplicaFailure',
    status: 'True',
    reason: active < (replicaSet.spec.replicas ?? 1) ? 'FailedCreate' : 'FailedDelete',
    message: failure,
    lastTransitionTime: wireTime(now),
  });
}
