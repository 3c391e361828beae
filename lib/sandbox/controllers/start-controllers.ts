import type { ObjectStore, StoreEvent } from '../store/contract.ts';
import { autoscalerController } from './autoscaler/controller.ts';
import { cronJobController } from './cronjob/controller.ts';
import { daemonSetController } from './daemonset/controller.ts';
import { deploymentController } from './deployment/controller.ts';
import { disruptionController } from './disruption/controller.ts';
import { endpointsController } from './endpoints/controller.ts';
import { eventExpiry } from './expiry/controller.ts';
import { garbageCollector } from './garbage/controller.ts';
import { jobController } from './job/controller.ts';
import { kubelet } from './kubelet/controller.ts';
import { createLogProvider, type LogProvider } from './logs/provider.ts';
import { namespaceDefaults } from './namespaces/accounts.ts';
import { namespaceController } from './namespaces/controller.ts';
import { nodeController } from './nodes/controller.ts';
import { nodeEviction } from './nodes/eviction.ts';
import type { Pod } from './objects/pod.ts';
import { quotaController } from './quota/controller.ts';
import { replicaSetController } from './replicaset/controller.ts';
import { type Clock, systemClock } from './runtime/clock.ts';
import type { Cluster } from './runtime/cluster.ts';
import { collection } from './runtime/collection.ts';
import type { Controller } from './runtime/controller.ts';
import { createEventRecorder } from './runtime/events.ts';
import { createOrphans } from './runtime/orphans.ts';
import { createWorkQueue, type ReportFailure } from './runtime/work-queue.ts';
import { scheduler } from './scheduler/controller.ts';
import { statefulSetController } from './statefulset/controller.ts';
import { tokenController } from './tokens/controller.ts';
import { volumeController } from './volumes/controller.ts';

/** How the controllers are to run. */
export interface ControllerOptions {
  /** How many simulated nodes there are to be (3). */
  nodes?: number;
  /** How many times quicker than usual containers start and stop (1). */
  speed?: number;
  /** Time and turns; by default the machine's. */
  clock?: Clock;
  random?: () => number;
  /** Told when a reconciler fails unexpectedly; its key is tried again by itself. */
  onFailure?: ReportFailure;
}

/** Running controllers. */
export interface Controllers {
  /** What the simulated containers print. */
  readonly logs: LogProvider;
  /** Ends all timers and lets go of the store. */
  stop(): void;
}

/** Starts everything that moves in the sandbox: controllers, scheduler, simulated nodes. */
export function startControllers(store: ObjectStore, options: ControllerOptions = {}): Controllers {
  const clock = options.clock ?? systemClock;
  const orphans = createOrphans(store, [
    'pods',
    'replicasets.apps',
    'controllerrevisions.apps',
    'jobs.batch',
  ]);
  const cluster: Cluster = {
    store,
    clock,
    events: createEventRecorder(store),
    pods: collection<Pod>(store, 'pods'),
    orphans,
    random: options.random ?? Math.random,
    speed: options.speed ?? 1,
  };
  const nodes = nodeController(cluster);
  const controllers: Controller[] = [
    deploymentController(cluster),
    replicaSetController(cluster),
    replicaSetController(cluster, 'ReplicationController'),
    statefulSetController(cluster),
    daemonSetController(cluster),
    jobController(cluster),
    cronJobController(cluster),
    scheduler(cluster),
    kubelet(cluster),
    nodes,
    nodeEviction(cluster),
    endpointsController(cluster),
    volumeController(cluster),
    disruptionController(cluster),
    autoscalerController(cluster),
    quotaController(cluster),
    eventExpiry(cluster),
    garbageCollector(cluster),
    namespaceController(cluster),
    namespaceDefaults(cluster),
    tokenController(cluster),
  ];
  const queue = createWorkQueue(clock, controllers, options.onFailure ?? (() => undefined));
  const interested = new Map<string, [number, Controller['watches'][string]][]>();
  controllers.forEach((controller, index) => {
    for (const [resource, keysOf] of Object.entries(controller.watches))
      interested.set(resource, [...(interested.get(resource) ?? []), [index, keysOf]]);
  });

  function tell(event: StoreEvent): void {
    orphans.observe(event);
    for (const [index, keysOf] of [
      ...(interested.get(event.resource) ?? []),
      ...(interested.get('*') ?? []),
    ]) {
      const keys = keysOf(event);
      if (typeof keys === 'string') queue.add(index, keys);
      else for (const key of keys ?? []) queue.add(index, key);
    }
  }

  const unwatch = store.watch('*', tell);
  // What the store held before is news to the controllers.
  for (const resource of store.resources())
    for (const object of store.list(resource)) tell({ type: 'ADDED', resource, object });
  nodes.prepare(options.nodes ?? 3);
  return {
    logs: createLogProvider(store, clock),
    stop() {
      unwatch();
      queue.stop();
    },
  };
}
