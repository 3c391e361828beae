import type { ClusterClient } from '../client/contract.ts';
import { isSpecUnseen } from '../kinds/status.ts';
import type { KubernetesObject } from '../manifests/object.ts';
import { annotationOf, controllerOf, fieldsAt } from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';
import { isSameTemplate } from '../operations/revisions.ts';

/** What makes a workload's new pods: the object itself, or the newest ReplicaSet of a Deployment, with all pods it has. */
export type Maker = {
  object: KubernetesObject;
  pods: KubernetesObject[];
  /** When the workload's wishes were last changed, by the server's clock. */
  changedAt: string;
};

/** Undefined while the controller has not taken up the newest spec: what is there then belongs to an earlier one. */
export async function makerOf(
  live: KubernetesObject,
  client: ClusterClient,
  signal: AbortSignal | undefined,
): Promise<Maker | undefined> {
  const changedAt = changeTimeOf(live);
  if (live.kind === 'Pod') return { object: live, pods: [live], changedAt };
  const status = fieldsAt(live, 'status');
  if (status && 'observedGeneration' in status && isSpecUnseen(live, status)) return undefined;
  const query = { namespace: live.metadata.namespace, labelSelector: selectorOf(live) };
  const [pods, replicaSets] = await Promise.all([
    client.list({ kind: 'Pod', ...query }, signal),
    live.kind === 'Deployment'
      ? client.list({ apiVersion: 'apps/v1', kind: 'ReplicaSet', ...query }, signal)
      : undefined,
  ]);
  const object = replicaSets ? newestReplicaSet(live, replicaSets.items) : live;
  return object && { object, pods: ownedBy(object, pods.items), changedAt };
}

function newestReplicaSet(
  deployment: KubernetesObject,
  all: readonly KubernetesObject[],
): KubernetesObject | undefined {
  const revision = (one: KubernetesObject) => Number(annotationOf(one, annotation.deploymentRevision) ?? 0);
  const newest = ownedBy(deployment, all).sort((a, b) => revision(b) - revision(a))[0];
  return newest && isSameTemplate(withoutHash(newest), fieldsAt(deployment, 'spec', 'template'))
    ? newest
    : undefined;
}

function withoutHash(replicaSet: KubernetesObject) {
  const template = structuredClone(fieldsAt(replicaSet, 'spec', 'template') ?? {});
  const labels = fieldsAt(template, 'metadata', 'labels');
  if (labels) delete labels['pod-template-hash'];
  return template;
}

function ownedBy(owner: KubernetesObject, objects: readonly KubernetesObject[]): KubernetesObject[] {
  return objects.filter((object) => controllerOf(object)?.uid === owner.metadata.uid);
}

// Controllers write the status, people and deploys the rest.
function changeTimeOf(live: KubernetesObject): string {
  const times = (live.metadata.managedFields ?? [])
    .filter((entry) => entry.subresource !== 'status')
    .map((entry) => entry.time ?? '');
  return times.sort().at(-1) || (live.metadata.creationTimestamp ?? '');
}

function selectorOf(object: KubernetesObject): string | undefined {
  const labels = Object.entries(fieldsAt(object, 'spec', 'selector', 'matchLabels') ?? {});
  return labels.length === 0 ? undefined : labels.map(([key, value]) => `${key}=${String(value)}`).join(',');
}
