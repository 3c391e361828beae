import { sameJson } from '../../store/object.ts';
import { findCondition } from '../objects/conditions.ts';
import { type Condition, type Stored, splitKey, wireTime } from '../objects/meta.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection, typed } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';
import { isStatusOnly, itself } from '../runtime/keys.ts';

interface Autoscaler extends Stored {
  spec: {
    minReplicas?: number;
    maxReplicas: number;
    metrics?: Metric[];
    scaleTargetRef: { apiVersion?: string; kind: string; name: string };
  };
  status?: {
    conditions?: Condition[];
    currentMetrics?: unknown;
    currentReplicas?: number;
    desiredReplicas: number;
    lastScaleTime?: string;
    observedGeneration?: number;
  };
}

interface Scalable extends Stored {
  spec: { replicas?: number };
  status?: { replicas?: number };
}

const COMPONENT = 'horizontal-pod-autoscaler';
const PERIOD_MS = 15_000;
/** What came of a change of size is told soon: nobody wants to wait for the next turn. */
const AFTER_SCALING_MS = 2_000;
const RESOURCES: Record<string, string> = {
  Deployment: 'deployments.apps',
  ReplicaSet: 'replicasets.apps',
  StatefulSet: 'statefulsets.apps',
};

interface Metric {
  resource?: { name?: string; target?: { type?: string } };
}

/** Why a metric of a resource cannot be had: there is nobody to ask. */
function noMetrics({ resource = {} }: Metric): { name: string; words: string } {
  const { name = 'cpu', target = {} } = resource;
  const what = target.type === 'AverageValue' ? 'usage' : 'utilization';
  const why = `unable to get metrics for resource ${name}: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)`;
  return { name, words: `failed to get ${name} ${what}: ${why}` };
}

/** The list with this condition where the one of its type stood, as autoscalers keep theirs. */
function withInPlace(conditions: readonly Condition[] = [], condition: Condition): Condition[] {
  const known = findCondition(conditions, condition.type);
  if (!known) return [...conditions, condition];
  const lastTransitionTime =
    known.status === condition.status ? known.lastTransitionTime : condition.lastTransitionTime;
  return conditions.map((one) => (one === known ? { ...condition, lastTransitionTime } : one));
}

/** Keeps autoscalers within their bounds. There are no metrics in a sandbox, and it says so as a real cluster would. */
export function autoscalerController(cluster: Cluster): Controller {
  const scalers = collection<Autoscaler>(cluster.store, 'horizontalpodautoscalers.autoscaling');

  function reconcile(key: string): number | undefined {
    const { namespace, name } = splitKey(key);
    const scaler = scalers.get(namespace, name);
    if (!scaler) return undefined;
    const { kind, name: targetName } = scaler.spec.scaleTargetRef;
    const resource = RESOURCES[kind];
    const found = resource && cluster.store.get(resource, namespace, targetName);
    const status = found
      ? follow(scaler, resource, typed<Scalable>(found))
      : missing(scaler, `${kind.toLowerCase()}s`, targetName);
    if (!sameJson(scaler.status, status)) scalers.updateStatus(scaler, () => status);
    const hasScaled = status?.lastScaleTime !== scaler.status?.lastScaleTime;
    return hasScaled ? AFTER_SCALING_MS : PERIOD_MS;
  }

  function condition(type: string, isTrue: boolean, reason: string, message: string): Condition {
    const lastTransitionTime = wireTime(cluster.store.now());
    return { type, status: isTrue ? 'True' : 'False', reason, message, lastTransitionTime };
  }

  function follow(scaler: Autoscaler, resource: string, target: Scalable): Autoscaler['status'] {
    const { minReplicas = 1, maxReplicas } = scaler.spec;
    const current = target.spec.replicas ?? 1;
    const bounded = Math.min(maxReplicas, Math.max(minReplicas, current));
    const isOff = current === 0;
    const base = {
      ...scaler.status,
      currentReplicas: target.status?.replicas ?? 0,
      // One empty entry a metric is what the real controller writes when it can read none.
      currentMetrics: scaler.spec.metrics?.map(() => ({ type: '' })),
      desiredReplicas: isOff ? 0 : (scaler.status?.desiredReplicas ?? 0),
      observedGeneration: scaler.metadata.generation,
    };
    const able = condition(
      'AbleToScale',
      true,
      'SucceededGetScale',
      "the HPA controller was able to get the target's current scale",
    );
    const awake = condition(
      'ScaledToZero',
      false,
      'NotScaledToZero',
      'the HPA controller did not scale the workload to zero',
    );
    if (isOff) {
      const words = 'scaling is disabled since the replica count of the target is zero';
      const off = condition('ScalingActive', false, 'ScalingDisabled', words);
      return { ...base, conditions: withInPlace(withInPlace(scaler.status?.conditions, able), off) };
    }
    if (bounded !== current) {
      scale(scaler, resource, target, current, bounded);
      const words = `the HPA controller was able to update the target scale to ${bounded}`;
      const scaled = condition('AbleToScale', true, 'SucceededRescale', words);
      return {
        ...base,
        desiredReplicas: bounded,
        lastScaleTime: wireTime(cluster.store.now()),
        currentMetrics: scaler.status?.currentMetrics ?? null,
        conditions: withInPlace(withInPlace(scaler.status?.conditions, scaled), awake),
      };
    }
    const failures = (scaler.spec.metrics ?? [{}]).map(noMetrics);
    const [first = noMetrics({})] = failures;
    const words = `the HPA was unable to compute the replica count: ${first.words}`;
    const blind = condition('ScalingActive', false, 'FailedGetResourceMetric', words);
    for (const { words: message } of failures)
      cluster.events.record(COMPONENT, scaler, {
        type: 'Warning',
        reason: 'FailedGetResourceMetric',
        message,
      });
    const count = failures.length;
    cluster.events.record(COMPONENT, scaler, {
      type: 'Warning',
      reason: 'FailedComputeMetricsReplicas',
      message: `invalid metrics (${count} invalid out of ${count}), first error is: failed to get ${first.name} resource metric value: ${first.words}`,
    });
    return { ...base, conditions: withInPlace(withInPlace(scaler.status?.conditions, able), blind) };
  }

  function scale(scaler: Autoscaler, resource: string, target: Scalable, from: number, to: number): void {
    collection<Scalable>(cluster.store, resource).update(target, (live) => ({
      ...live,
      spec: { ...live.spec, replicas: to },
    }));
    const why =
      to < from
        ? 'Current number of replicas above Spec.MaxReplicas'
        : 'Current number of replicas below Spec.MinReplicas';
    cluster.events.record(COMPONENT, scaler, {
      type: 'Normal',
      reason: 'SuccessfulRescale',
      message: `New size: ${to}; reason: ${why}`,
    });
  }

  function missing(scaler: Autoscaler, plural: string, name: string): Autoscaler['status'] {
    const message = `the HPA controller was unable to get the target's current scale: ${plural}.apps "${name}" not found`;
    cluster.events.record(COMPONENT, scaler, {
      type: 'Warning',
      reason: 'FailedGetScale',
      message: `${plural}.apps "${name}" not found`,
    });
    return {
      ...scaler.status,
      desiredReplicas: scaler.status?.desiredReplicas ?? 0,
      conditions: withInPlace(
        scaler.status?.conditions,
        condition('AbleToScale', false, 'FailedGetScale', message),
      ),
    };
  }

  return {
    name: COMPONENT,
    watches: {
      'horizontalpodautoscalers.autoscaling': (event) => (isStatusOnly(event) ? undefined : itself(event)),
    },
    reconcile,
    spacingMs: 1000,
  };
}
