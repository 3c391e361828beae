import type { ClusterClient } from '../client/contract.ts';
import { type KubernetesObject, type ObjectRef, refOf } from '../manifests/object.ts';
import { annotationOf, controllerOf, fieldsAt, labelsOf, listAt, textAt } from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';
import { isSameTemplate } from '../operations/revisions.ts';
import type { Problem } from './contract.ts';
import { eventProblems, replicaFailures } from './event-problems.ts';
import { podProblems } from './pod-problems.ts';

const logLines = 20;
const logBytes = 8_000;
const podsLookedAt = 200;

/**
 * Why a workload does not become stable: its conditions, then the pods of its **new** revision only (the old ones may crash as they did
 * before), then events where nothing else explains it. Fatal problems come first. Fresh reads, not the cache.
 */
export async function diagnose(
  live: KubernetesObject,
  client: ClusterClient,
  signal?: AbortSignal | undefined,
): Promise<Problem[]> {
  const maker = live.kind === 'Deployment' ? await newestReplicaSet(live, client, signal) : live;
  const pods = maker ? await newPodsOf(maker, client, signal) : [];
  const found = [
    ...replicaFailures(live),
    ...(maker && maker !== live ? replicaFailures(maker) : []),
    ...pods.flatMap(podProblems),
  ];
  const problems = found.length > 0 ? found : await askEvents(maker ?? live, pods, client, signal);
  const distinct = withoutRepeats(problems);
  return Promise.all(distinct.map((problem) => withLog(problem, client, signal)));
}

/** The ReplicaSet that carries the Deployment's present template. */
async function newestReplicaSet(
  deployment: KubernetesObject,
  client: ClusterClient,
  signal: AbortSignal | undefined,
): Promise<KubernetesObject | undefined> {
  const { items } = await client.list(
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      namespace: deployment.metadata.namespace,
      labelSelector: selectorOf(deployment),
    },
    signal,
  );
  const owned = items.filter((item) => controllerOf(item)?.uid === deployment.metadata.uid);
  const revision = (item: KubernetesObject) => Number(annotationOf(item, annotation.deploymentRevision) ?? 0);
  const newest = owned.sort((a, b) => revision(b) - revision(a))[0];
  // The controller has not made the new one yet: what the old one suffers from is not this rollout's.
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

async function newPodsOf(
  maker: KubernetesObject,
  client: ClusterClient,
  signal: AbortSignal | undefined,
): Promise<KubernetesObject[]> {
  if (maker.kind === 'Pod') return [maker];
  const { items } = await client.list(
    { kind: 'Pod', namespace: maker.metadata.namespace, labelSelector: selectorOf(maker) },
    signal,
  );
  const owned = items.filter((pod) => controllerOf(pod)?.uid === maker.metadata.uid);
  return owned.filter((pod) => isOfNewRevision(pod, maker)).slice(0, podsLookedAt);
}

/** Pods of StatefulSets carry their revision as a label; those of a DaemonSet a hash, the new one being that of the youngest pod. */
function isOfNewRevision(pod: KubernetesObject, maker: KubernetesObject): boolean {
  const updateRevision = textAt(maker, 'status', 'updateRevision');
  const revision = labelsOf(pod)['controller-revision-hash'];
  if (maker.kind === 'StatefulSet' && updateRevision) return revision === updateRevision;
  if (maker.kind === 'DaemonSet') {
    const generation = labelsOf(pod)['pod-template-generation'];
    return (
      generation === undefined ||
      generation === annotationOf(maker, 'deprecated.daemonset.template.generation')
    );
  }
  return true;
}

async function askEvents(
  maker: KubernetesObject,
  pods: readonly KubernetesObject[],
  client: ClusterClient,
  signal: AbortSignal | undefined,
): Promise<Problem[]> {
  const waiting = pods.filter((pod) => !isReady(pod)).slice(0, 3);
  const subjects = [maker, ...waiting.filter((pod) => pod !== maker)];
  const lists = await Promise.all(subjects.map((subject) => eventsOf(subject, client, signal)));
  return subjects.flatMap((subject, index) => eventProblems(lists[index] ?? [], refOf(subject)));
}

async function eventsOf(
  subject: KubernetesObject,
  client: ClusterClient,
  signal: AbortSignal | undefined,
): Promise<KubernetesObject[]> {
  const { items } = await client.list(
    {
      apiVersion: 'v1',
      kind: 'Event',
      namespace: subject.metadata.namespace,
      fieldSelector: `involvedObject.uid=${subject.metadata.uid}`,
    },
    signal,
  );
  return items;
}

function isReady(pod: KubernetesObject): boolean {
  return listAt(pod, 'status', 'conditions').some(
    (condition) => textAt(condition, 'type') === 'Ready' && textAt(condition, 'status') === 'True',
  );
}

/** Ten pods with the same trouble are one problem; the fatal ones first. */
export function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const distinct = new Map<string, Problem>();
  for (const problem of problems) {
    const key = JSON.stringify([
      problem.kind,
      problem.container,
      problem.image,
      problem.reason === 'ErrImagePull' ? 'ImagePullBackOff' : problem.reason,
    ]);
    const known = distinct.get(key);
    if (!known || (problem.fatal && !known.fatal)) distinct.set(key, problem);
  }
  return [...distinct.values()].sort((a, b) => Number(b.fatal) - Number(a.fatal));
}

/** The last words of a container that crashed. A log that cannot be read must not hide the diagnosis. */
async function withLog(
  problem: Problem,
  client: ClusterClient,
  signal: AbortSignal | undefined,
): Promise<Problem> {
  if (problem.kind !== 'crash' || !problem.container) return problem;
  const logTail = await readTail(problem.object, problem.container, client, signal);
  return logTail ? { ...problem, logTail } : problem;
}

async function readTail(
  pod: ObjectRef,
  container: string,
  client: ClusterClient,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const place = { namespace: pod.namespace ?? '', name: pod.name };
  for (const previous of [true, false]) {
    try {
      const text = await client.logs(place, {
        container,
        previous,
        tailLines: logLines,
        limitBytes: logBytes,
        signal,
      });
      if (text.trim() !== '') return text;
    } catch {
      // No earlier container, or its log is gone with its node: the other one is tried.
    }
  }
  return undefined;
}

function selectorOf(object: KubernetesObject): string | undefined {
  const labels = Object.entries(fieldsAt(object, 'spec', 'selector', 'matchLabels') ?? {});
  return labels.length === 0 ? undefined : labels.map(([key, value]) => `${key}=${String(value)}`).join(',');
}
