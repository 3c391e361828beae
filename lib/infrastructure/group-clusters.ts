import {
  annotation,
  annotationOf,
  controllerOf,
  fieldsAt,
  imagesOf,
  type KubernetesObject,
  kindNameOf,
  listAt,
  monikerOf,
  numberAt,
  replicasOf,
  textAt,
} from '#lib/kubernetes/index.ts';
import { toInstance } from './pod-health.ts';
import {
  type Cluster,
  type Counts,
  type GroupStatus,
  type Instance,
  MAX_LISTED_INSTANCES,
  type ServerGroup,
} from './schema.ts';
import { hasTraffic } from './traffic.ts';

/** One account's part of an application, as the cache holds it. */
export interface AccountObjects {
  account: string;
  environment: string;
  isProduction: boolean;
  objects: readonly KubernetesObject[];
  /** Pods and ReplicaSets below an object. */
  ownedBy(uid: string): readonly KubernetesObject[];
}

const MANAGERS = new Set(['Deployment']);
const GROUPS = new Set(['ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod']);

/**
 * Groups an application's workloads as Spinnaker does (reference sections 5.5 and 5.12): server groups (ReplicaSet,
 * StatefulSet, DaemonSet, Job, bare Pod) by the moniker's cluster, with the Deployment that manages them. Pure.
 */
export function groupClusters(parts: readonly AccountObjects[]): Cluster[] {
  return parts.flatMap(clustersOf).sort(byImportance);
}

function clustersOf(part: AccountObjects): Cluster[] {
  const services = part.objects.filter((object) => object.kind === 'Service');
  const managers = part.objects.filter((object) => MANAGERS.has(object.kind));
  const managed = managers.map((manager) => {
    const owned = part.ownedBy(manager.metadata.uid ?? '').filter((object) => object.kind === 'ReplicaSet');
    return toCluster(part, manager, manager, owned, services);
  });
  const rest = new Map<string, KubernetesObject[]>();
  for (const object of part.objects) {
    // What a controller owns shows below that controller.
    if (!GROUPS.has(object.kind) || controllerOf(object)) continue;
    const key = `${object.metadata.namespace ?? ''}/${clusterName(object)}`;
    rest.set(key, [...(rest.get(key) ?? []), object]);
  }
  const unmanaged = [...rest.values()].flatMap((groups) => {
    const first = groups[0];
    return first ? [toCluster(part, first, undefined, groups, services)] : [];
  });
  return [...managed, ...unmanaged];
}

function toCluster(
  part: AccountObjects,
  face: KubernetesObject,
  manager: KubernetesObject | undefined,
  groups: readonly KubernetesObject[],
  services: readonly KubernetesObject[],
): Cluster {
  const newest = [...groups].sort((a, b) => orderOf(b) - orderOf(a) || ageOf(b) - ageOf(a));
  const serverGroups = newest
    .map((group, index) => toServerGroup(part, group, index === 0, services))
    // A Deployment keeps old, empty ReplicaSets for roll-backs; ten are history enough on a screen.
    .filter((group, index) => group.status !== 'disabled' || index < 10);
  const cluster = clusterName(face);
  const active = serverGroups.filter((group) => group.status !== 'disabled');
  const desired = manager
    ? (replicasOf(manager) ?? 1)
    : active.reduce((sum, group) => sum + group.desired, 0);
  const ready = active.reduce((sum, group) => sum + group.ready, 0);
  return {
    cluster,
    name: cluster.includes(' ') ? cluster.slice(cluster.indexOf(' ') + 1) : cluster,
    kind: kindNameOf(face),
    account: part.account,
    environment: part.environment,
    isProduction: part.isProduction,
    namespace: face.metadata.namespace ?? '',
    status: worst(
      active.map((group) => group.status),
      desired,
    ),
    message: messageOf(manager, active),
    isPaused: manager !== undefined && fieldsAt(manager, 'spec')?.paused === true,
    desired,
    ready,
    serverGroups,
  };
}

function toServerGroup(
  part: AccountObjects,
  group: KubernetesObject,
  isCurrent: boolean,
  services: readonly KubernetesObject[],
): ServerGroup {
  const pods = group.kind === 'Pod' ? [group] : podsBelow(part, group);
  const instances = pods.map(toInstance).sort(byName);
  const counts = countBy(instances);
  const desired = desiredOf(group);
  const revision = revisionOf(group);
  const sequence = monikerOf(group).sequence ?? revision;
  return {
    uid: group.metadata.uid ?? '',
    kind: kindNameOf(group),
    name: group.metadata.name ?? '',
    namespace: group.metadata.namespace ?? '',
    version: sequence === null ? '' : `v${String(sequence).padStart(3, '0')}`,
    revision,
    isCurrent,
    images: imagesOf(group),
    status: statusOf(group, desired, counts),
    hasTraffic: hasTraffic(group, services),
    desired,
    ready: counts.ready,
    counts,
    ...(instances.length <= MAX_LISTED_INSTANCES ? { instances } : {}),
    createdAt: group.metadata.creationTimestamp ?? '',
  };
}

function podsBelow(part: AccountObjects, group: KubernetesObject): KubernetesObject[] {
  return part.ownedBy(group.metadata.uid ?? '').flatMap((owned) =>
    // A CronJob owns Jobs, which own pods.
    owned.kind === 'Pod' ? [owned] : owned.kind === 'Job' ? podsBelow(part, owned) : [],
  );
}

function statusOf(group: KubernetesObject, desired: number, counts: Counts): GroupStatus {
  if (group.kind === 'CronJob') return counts.failing > 0 ? 'degraded' : 'healthy';
  if (group.kind === 'Job' && (numberAt(group, 'status', 'succeeded') ?? 0) >= desired) return 'completed';
  if (counts.failing > 0) return 'degraded';
  if (desired === 0) return counts.ready + counts.starting > 0 ? 'progressing' : 'disabled';
  if (counts.ready >= desired) return 'healthy';
  return counts.unknown > 0 && counts.unknown >= desired ? 'unknown' : 'progressing';
}

function worst(states: readonly GroupStatus[], desired: number): GroupStatus {
  for (const state of ['degraded', 'progressing', 'unknown', 'healthy', 'completed'] as const) {
    if (states.includes(state)) return state;
  }
  return desired === 0 ? 'disabled' : 'progressing';
}

/** Why the cluster is not well: what its controller says, else what ails its pods. */
function messageOf(manager: KubernetesObject | undefined, groups: readonly ServerGroup[]): string {
  const failing = groups
    .flatMap((group) => group.instances ?? [])
    .filter((instance) => instance.health === 'failing');
  if (failing.length > 0) {
    const total = groups.reduce(
      (sum, group) => sum + Math.max(group.desired, group.instances?.length ?? 0),
      0,
    );
    return `${failing.length} of ${total} pods: ${failing[0]?.reason ?? ''}`;
  }
  const conditions = manager ? listAt(manager, 'status', 'conditions') : [];
  const bad = conditions.find(
    ({ type, status, reason }) =>
      (type === 'ReplicaFailure' && status === 'True') ||
      (type === 'Progressing' && status === 'False' && reason !== 'DeploymentPaused'),
  );
  return (bad && textAt(bad, 'message')) ?? '';
}

function desiredOf(group: KubernetesObject): number {
  switch (group.kind) {
    case 'DaemonSet':
      return numberAt(group, 'status', 'desiredNumberScheduled') ?? 0;
    case 'Job':
      return numberAt(group, 'spec', 'completions') ?? 1;
    case 'Pod':
      return 1;
    case 'CronJob':
      return 0;
    default:
      return replicasOf(group) ?? 1;
  }
}

function revisionOf(group: KubernetesObject): number | null {
  const revision = Number(annotationOf(group, annotation.deploymentRevision));
  return Number.isInteger(revision) && revision > 0 ? revision : null;
}

/** Names of pods are plain ASCII: no need for the words of a language, which cost ten times as much. */
function byName(a: Instance, b: Instance): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}

function countBy(instances: readonly Instance[]): Counts {
  const counts: Counts = { ready: 0, starting: 0, failing: 0, terminating: 0, completed: 0, unknown: 0 };
  for (const instance of instances) counts[instance.health] += 1;
  return counts;
}

function clusterName(object: KubernetesObject): string {
  return monikerOf(object).cluster ?? `${kindNameOf(object)} ${object.metadata.name ?? ''}`;
}

function orderOf(group: KubernetesObject): number {
  return revisionOf(group) ?? monikerOf(group).sequence ?? 0;
}

function ageOf(group: KubernetesObject): number {
  return Date.parse(group.metadata.creationTimestamp ?? '') || 0;
}

/** Production first, then by name, so that the same thing in several accounts stands together. */
function byImportance(a: Cluster, b: Cluster): number {
  return (
    a.name.localeCompare(b.name) ||
    Number(b.isProduction) - Number(a.isProduction) ||
    a.account.localeCompare(b.account)
  );
}
