import type { ClusterClient } from '../client/contract.ts';
import { type KubernetesObject, type ObjectRef, refOf } from '../manifests/object.ts';
import { annotationOf, labelsOf, listAt, textAt } from '../manifests/readers.ts';
import type { Problem } from './contract.ts';
import { eventProblems, isSince, replicaFailures } from './event-problems.ts';
import { type Maker, makerOf } from './maker.ts';
import { podProblems } from './pod-problems.ts';
import { mayMakeRoom } from './quota.ts';

const logLines = 20;
const logBytes = 8_000;
const podsLookedAt = 200;
/** Before this age nobody asks events about a pod: it is probably just starting. */
const startingMs = 5_000;

/**
 * Why a workload does not become stable: the conditions of what makes its new pods, then the pods of its **new** revision only (the old ones
 * may crash as they did before), then events where nothing else explains it. Fatal problems come first. Fresh reads, not the cache.
 */
export async function diagnose(
  live: KubernetesObject,
  client: ClusterClient,
  signal?: AbortSignal | undefined,
): Promise<Problem[]> {
  const maker = await makerOf(live, client, signal);
  if (!maker) return [];
  const pods = maker.pods.filter((pod) => isOfNewRevision(pod, maker.object)).slice(0, podsLookedAt);
  const found = [...replicaFailures(maker.object), ...pods.flatMap(podProblems)];
  const problems = found.length > 0 ? found : await askEvents(maker, pods, client, signal);
  const judged = problems.map((problem) =>
    problem.kind === 'quota' && mayMakeRoom(live) ? { ...problem, fatal: false } : problem,
  );
  return Promise.all(withoutRepeats(judged).map((problem) => withLog(problem, client, signal)));
}

/** Pods of StatefulSets carry their revision as a label, those of DaemonSets their template's generation. */
function isOfNewRevision(pod: KubernetesObject, maker: KubernetesObject): boolean {
  const updateRevision = textAt(maker, 'status', 'updateRevision');
  if (maker.kind === 'StatefulSet' && updateRevision) {
    return labelsOf(pod)['controller-revision-hash'] === updateRevision;
  }
  if (maker.kind === 'DaemonSet') {
    const generation = labelsOf(pod)['pod-template-generation'];
    const newest = annotationOf(maker, 'deprecated.daemonset.template.generation');
    return generation === undefined || newest === undefined || generation === newest;
  }
  return true;
}

async function askEvents(
  maker: Maker,
  pods: readonly KubernetesObject[],
  client: ClusterClient,
  signal: AbortSignal | undefined,
): Promise<Problem[]> {
  const unready = pods.filter((pod) => !isReady(pod) && isOlderThan(pod, startingMs)).slice(0, 3);
  // A ReplicaSet says in its conditions what it cannot make; the others have only events for it.
  const subjects = maker.object.kind === 'ReplicaSet' ? unready : [maker.object, ...unready];
  const distinct = [...new Set(subjects)];
  const lists = await Promise.all(distinct.map((subject) => eventsOf(subject, client, signal)));
  return distinct.flatMap((subject, index) =>
    eventProblems(
      // Events outlive what they tell of: those of before the last change of the workload count no more.
      (lists[index] ?? []).filter((event) => isSince(event, maker.changedAt)),
      refOf(subject),
    ),
  );
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

// Only saves calls: a clock that is off makes the reason come a little sooner or later.
function isOlderThan(object: KubernetesObject, ms: number): boolean {
  return Date.now() - Date.parse(object.metadata.creationTimestamp ?? '') > ms;
}

/** Ten pods with the same trouble are one problem; the fatal ones first. */
export function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const distinct = new Map<string, Problem>();
  for (const problem of problems) {
    // A pull that failed and a pull that is put off after failing are the same trouble.
    const reason = problem.reason === 'ErrImagePull' ? 'ImagePullBackOff' : problem.reason;
    const key = JSON.stringify([problem.kind, problem.container, problem.image, reason]);
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
      const options = { container, previous, tailLines: logLines, limitBytes: logBytes, signal };
      const text = await client.logs(place, options);
      if (text.trim() !== '') return text;
    } catch {
      // No earlier container, or its log is gone with its node: the other one is tried.
    }
  }
  return undefined;
}
