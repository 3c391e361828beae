import { canonicalJson } from '../objects/names.ts';
import type { PodTemplate } from '../objects/pod.ts';
import type { Deployment, ReplicaSet, ReplicaSetStatus } from '../objects/workloads.ts';

export const HASH_LABEL = 'pod-template-hash';
export const REVISION = 'deployment.kubernetes.io/revision';
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas';
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas';

/** One generation of a deployment's pods: a ReplicaSet as it is and, in the same place, as it is to become. */
export interface Generation {
  /** Absent while the ReplicaSet is yet to be created. */
  live: ReplicaSet | undefined;
  name: string;
  replicas: number;
  minReadySeconds: number | undefined;
  annotations: Record<string, string>;
  status: ReplicaSetStatus;
}

/** The working copy of a live ReplicaSet. */
export function generationOf(live: ReplicaSet): Generation {
  return {
    live,
    name: live.metadata.name,
    replicas: live.spec.replicas ?? 1,
    minReadySeconds: live.spec.minReadySeconds,
    annotations: { ...live.metadata.annotations },
    status: live.status ?? { replicas: 0 },
  };
}

/** The revision written on a generation; 0 when none is. */
export function revisionOf(generation: Generation): number {
  return Number.parseInt(generation.annotations[REVISION] ?? '0', 10) || 0;
}

export function isActiveGeneration(generation: Generation): boolean {
  return generation.replicas > 0;
}

/** The replicas asked for, over all generations. */
export function totalReplicas(generations: readonly Generation[]): number {
  return generations.reduce((sum, generation) => sum + generation.replicas, 0);
}

/** The sum of one number of the statuses. */
export function totalStatus(
  generations: readonly Generation[],
  field: 'replicas' | 'readyReplicas' | 'availableReplicas' | 'terminatingReplicas',
): number {
  return generations.reduce((sum, generation) => sum + (generation.status[field] ?? 0), 0);
}

/** Oldest first; those of the same second by name. */
export function byAge(a: Generation, b: Generation): number {
  const ageOf = (generation: Generation) => generation.live?.metadata.creationTimestamp ?? '9';
  const [first, second] = [ageOf(a), ageOf(b)];
  if (first !== second) return first < second ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}

const texts = new WeakMap<PodTemplate, string>();

/** The template's text without the hash label, the same for templates that mean the same. */
function templateText(template: PodTemplate): string {
  const known = texts.get(template);
  if (known !== undefined) return known;
  const { [HASH_LABEL]: _hash, ...labels } = template.metadata?.labels ?? {};
  const text = canonicalJson({ ...template, metadata: { ...template.metadata, labels } });
  texts.set(template, text);
  return text;
}

/** The oldest generation that runs exactly what the deployment asks for. */
export function findCurrent(
  deployment: Deployment,
  generations: readonly Generation[],
): Generation | undefined {
  const wanted = templateText(deployment.spec.template);
  return [...generations]
    .sort(byAge)
    .find((generation) => generation.live && templateText(generation.live.spec.template) === wanted);
}
