import type { ObjectStore, StoreOptions } from '../../store/contract.ts';
import { createStore } from '../../store/store.ts';
import type { Draft, Stored } from '../objects/meta.ts';
import type { Pod, PodTemplate } from '../objects/pod.ts';
import type { Deployment, ReplicaSet } from '../objects/workloads.ts';
import { type Collection, collection } from '../runtime/collection.ts';
import type { ClusterEvent } from '../runtime/events.ts';
import { type ControllerOptions, type Controllers, startControllers } from '../start-controllers.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

/** A cluster in memory whose time the test moves. */
export interface TestCluster {
  store: ObjectStore;
  clock: ManualClock;
  controllers: Controllers;
  /** What reconcilers threw. */
  failures: string[];
  pods: Collection<Pod>;
  deployments: Collection<Deployment>;
  replicaSets: Collection<ReplicaSet>;
  create(resource: string, object: Draft<Stored>): Stored;
  /** `Type Reason: message xCount` of the events about an object. */
  eventsOf(name: string): string[];
}

/** Starts controllers on an empty store. */
export function startTestCluster(
  options: ControllerOptions & { rules?: StoreOptions['rules'] } = {},
): TestCluster {
  const clock = createManualClock();
  const { rules, ...rest } = options;
  const store = createStore({
    clock: clock.date,
    // As in the sandbox, nodes count no generations.
    rules: { hasGeneration: (resource, { spec }) => spec !== undefined && resource !== 'nodes', ...rules },
  });
  const failures: string[] = [];
  let seed = 1;
  const controllers = startControllers(store, {
    clock,
    // A fixed sequence: names and small delays repeat from run to run.
    random: () => {
      seed = (seed * 16807) % 2147483647;
      return seed / 2147483647;
    },
    onFailure: (name, key, error) => failures.push(`${name} ${key}: ${error}`),
    ...rest,
  });
  clock.advance(0);
  return {
    store,
    clock,
    controllers,
    failures,
    pods: collection<Pod>(store, 'pods'),
    deployments: collection<Deployment>(store, 'deployments.apps'),
    replicaSets: collection<ReplicaSet>(store, 'replicasets.apps'),
    create: (resource, object) => collection(store, resource).create(object),
    eventsOf: (name) =>
      collection<ClusterEvent>(store, 'events')
        .list(undefined, (event) => event.involvedObject.name === name)
        .map(
          ({ type, reason, message, count }) =>
            `${type} ${reason}: ${message}${count && count > 1 ? ` x${count}` : ''}`,
        ),
  };
}

/** A pod template with one container of that image. */
export function templateOf(image: string, labels: Record<string, string> = { app: 'web' }): PodTemplate {
  return {
    metadata: { labels },
    spec: {
      containers: [{ name: 'web', image, imagePullPolicy: 'IfNotPresent' }],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      schedulerName: 'default-scheduler',
    },
  };
}

/** A deployment as the API would store it, with Kubernetes' defaults. */
export function deploymentOf(
  name: string,
  image: string,
  spec: Partial<Deployment['spec']> = {},
): Draft<Deployment> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default', labels: { app: name } },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: name } },
      template: templateOf(image, { app: name }),
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      ...spec,
    },
  };
}

/** A pod of its own, without a workload. */
export function podOf(name: string, image: string, spec: Partial<Pod['spec']> = {}): Draft<Pod> {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: name } },
    spec: { ...templateOf(image).spec, ...spec },
    status: { phase: 'Pending', qosClass: 'BestEffort' },
  };
}

/** Name, phase and readiness of every pod, such as `web-0 Running ready`. */
export function podLines(cluster: TestCluster, namespace = 'default'): string[] {
  return cluster.pods.list(namespace).map((pod) => {
    const isReady = pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
    return `${pod.metadata.name} ${pod.status?.phase}${isReady ? ' ready' : ''}`;
  });
}
